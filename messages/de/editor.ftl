### Der Editor: Werkzeuge, Ansichten, Dialoge, Bereiche.

notes = Notizen
note-saying = Notiz: { $text }
note = Notiz
nodes-links = Knoten und Links
link-named = Link { $name }
no-layout = Die Anordnung konnte nicht berechnet werden: Der Teil der Seite, der das tut, wurde nicht geladen. Nichts wurde bewegt; erneut versuchen, wenn der Server antwortet
node-named = Knoten { $name }
in-layers = , in { $layers }
with-n-findings = , { $n ->
        [one] 1 Befund
       *[other] { $n } Befunde
    }
node-described = Knoten { $name }, { $n ->
        [one] 1 Link
       *[other] { $n } Links
    }{ $layers }{ $wrong }
page-experiment = { $title } · Conga
experiment-could-not-be = Das Experiment ließ sich nicht öffnen
n-selected = { $n ->
        [one] 1 Ding
       *[other] { $n } Dinge
    } ausgewählt
arrange-as = Anordnen: { $kind }
every-node-has-its = Jeder Knoten hat seinen Platz; wählen Sie die aus, die sich bewegen dürfen
escape-stops = { $label }; Escape bricht ab
arranged = { $kind }: fertig
drawing = Zeichnung
view-beside = Ansicht daneben
view = Ansicht
close-view-b = Diese Ansicht schließen (B)
two-views = Zwei Ansichten nebeneinander (B)
map-nodes-links = Karte der Knoten und Links
empty-canvas = Eine leere Zeichenfläche
drag-node-here-from = Von links einen Knoten hierher ziehen, oder N drücken und klicken. Dann vom Rand eines Knotens zu einem anderen ziehen, um sie zu verbinden.
place-node = Knoten setzen
draw-network-menu = Netz zeichnen…
keys = Tasten
export-as = Exportieren: { $line }
export = Export
node = Knoten
link = Link
layer = Layer
service = Dienst
finding = Befund
what-was-copied-damaged = Das Kopierte ist beschädigt oder stammt aus einer anderen Version von Conga. Kopieren Sie es noch einmal.
nodes-snap-grid = Knoten rasten am Gitter ein.
nodes-go-anywhere = Knoten liegen frei.
move-n-nodes = { $n ->
        [one] 1 Knoten
       *[other] { $n } Knoten
    } bewegen
select-layer-two-nodes = Zum Einklappen einen Layer oder mindestens zwei Knoten auswählen.
saving-last-edits = Die letzten Änderungen werden gespeichert…
server-does-not-answer = Der Server antwortet nicht; die letzten Änderungen bleiben in diesem Browser. Versuchen Sie es noch einmal, sobald er wieder da ist.
experiment-was-changed-elsewhere = Dieses Experiment wurde anderswo geändert. Schließen Sie dies und entscheiden Sie, welche Fassung bleibt.
pointer = Zeiger
drag-node = Einen Knoten ziehen
moves-selected-with-shift = bewegt alles Ausgewählte; mit Umschalt ohne Einrasten
drag-from-nodes-edge = Vom Rand eines Knotens ziehen
draws-link-let-go = zeichnet einen Link; auf freiem Grund losgelassen, entsteht ein Knoten
drag-ground = Den Grund ziehen
selects-with-space-middle = wählt aus; mit Leertaste oder mittlerer Maustaste verschiebt es die Ansicht
drag-frames-title = Den Titel eines Rahmens ziehen
moves-group-press-selects = bewegt die Gruppe; ein Klick wählt ihre Knoten aus
double-click = Doppelklick
on-ground-places-node = auf freiem Grund setzt einen Knoten, auf einem Ding öffnet er dessen Felder
wheel = Mausrad
zooms-with-shift-moves = zoomt; mit Umschalt verschiebt es seitwärts
your-version-as-copy = Das ist Ihre Fassung, als Kopie.
changed-elsewhere = Anderswo geändert
experiment-was-changed-another = Dieses Experiment wurde in einem anderen Tab oder von jemand anderem geändert, nachdem Sie es geöffnet haben. Ihre letzten Änderungen sind dort nicht gespeichert; dieser Browser behält sie, bis Sie entscheiden.
open-newest-drop-my = Neueste öffnen, meine Änderungen verwerfen
keep-mine-as-copy = Meine als Kopie behalten
find = Suchen
what-find = Wonach suchen
find-placeholder = Suchen…
among = Unter
regular-expression = Regulärer Ausdruck
previous-shift-enter = Vorheriges (Umschalt+Eingabe)
next-enter = Nächstes (Eingabe)
close-esc = Schließen (Esc)
nothing-found = Nichts gefunden.
n-of-found = { $at } von { $n }
n-found = { $n } gefunden
select-all = Alles auswählen
not-regular-expression-yet = Noch kein regulärer Ausdruck.
arrange = Anordnen
runs = Läufe
title-experiment = Titel des Experiments
saved = Gespeichert
saving = Wird gespeichert…
offline-kept-browser = Offline: in diesem Browser behalten
everything-saved-by-itself = Alles wird von selbst gespeichert; Strg+S speichert sofort
draw-node-first = Zuerst einen Knoten zeichnen
mend-errors-first = Zuerst { $n } Fehler beheben: siehe Befunde
run = Starten
picture-svg-pdf-png = Bild (SVG, PDF, PNG, HTML)…
place-ipcp = Einen IPCP setzen
name-node-there = der Name eines Knotens, den es gibt
name-new-layer = Name des neuen Layers
empty-fresh-one = leer: ein frischer
stands-on = Steht auf
place-ipcp-button = IPCP setzen
new-layer = Ein neuer Layer
node-no-other-layer = Dieser Knoten ist noch in keinem anderen Layer.
graph-one-layer = Graph eines Layers
no-layer-yet = Noch kein Layer
select-nodes-on-map = Auf der Karte Knoten auswählen und U drücken: ein Unicast-Layer wird darüber gezeichnet. Sein Graph, seine Enrollments und Flows erscheinen hier.
back-map = Zurück zur Karte
arrows-enrollments-order-dotted = Pfeile: Enrollments der Reihe nach · gepunktet: Flows
hardware-layer-its-members = ein Hardware-Layer: alle Mitglieder erreichen einander
layer-shown = Gezeigter Layer
each-member-below-one = Jedes Mitglied unter dem, bei dem es sich enrollt
as-tree = Als Baum
enrolls-with = enrollt sich bei
and-more-see-plan = und { $n } weitere: siehe Plan
selected-nodes-are-not = Die ausgewählten Knoten sind nicht in diesem Layer.
link-many-nodes = Viele Knoten verbinden
one-link-for-each = Ein Link je Paar
one-link-them-are = Ein Link, an dem alle hängen
names-stands-for-any = Namen; * steht für beliebige Zeichen, ? für eines; mehrere durch Kommas getrennt: client*, router.
links = Links
cancel = Abbrechen
n-linked-already = ; { $n ->
        [one] 1 Paar ist
       *[other] { $n } Paare sind
    } schon verbunden
unfold-first-link-ends = Zuerst ausklappen: ein Link endet an einem Knoten. Dazu auswählen und G drücken.
add-node-link = Knoten und Link hinzufügen
number-from-to = Eine Zahl von 2 bis { $most }.
draw-network = Netz zeichnen
nodes = Knoten
unicast-layer-over = Ein Unicast-Layer über allem
draw = Zeichnen
close-panel = Diesen Bereich schließen
open-panel = Diesen Bereich öffnen
findings-plan-history = Befunde, Plan und Verlauf
findings-plan-or-history = Befunde, Plan oder Verlauf
nothing-wrong = Alles in Ordnung
findings-appear-here-as = Befunde erscheinen hier beim Zeichnen, jeder mit einer Änderung, die ihn behebt.
finding-error = Fehler
finding-warning = Warnung
finding-show-where = { $code }: zeigen, wo
steps-newest-first = Schritte, neueste zuerst
earlier = Frühere…
restored-undo-leads-back = Wiederhergestellt. Rückgängig führt zurück.
restore-step = Schritt { $n } wiederherstellen
restore = Wiederherstellen
layers = Layer
steps = Schritte
by-node = Nach Knoten
transcript = Mitschrift
script = Skript
working-out = Wird ausgearbeitet…
no-plan-yet = Noch kein Plan
mend-n-errors-first = Zuerst { $n } Fehler beheben: siehe Befunde.
prototype-cannot-do = Das kann dieser Prototyp nicht
nothing-do-yet = Noch nichts zu tun
link-nodes-draw-layer = Knoten verbinden und einen Layer darüber zeichnen; der Plan folgt jeder Änderung.
n-commands = { $n ->
        [one] 1 Befehl
       *[other] { $n } Befehle
    }
way-read-plan = Lesart des Plans
hardware-layers-first = Zuerst die Hardware-Layer ({ $n ->
        [one] 1 Link
       *[other] { $n } Links
    }): jedes Mitglied startet von selbst. Dann, in dieser Reihenfolge:
steps-waits-for = Die Schritte, auf die er wartet
after-steps = nach { $steps }
and-more-in-script = und { $n } weitere: das Skript hat sie alle
more-lines-in-download = … noch { $n } Zeilen in der heruntergeladenen Datei
copied = Kopiert.
copy = Kopieren
download = Herunterladen
every-member-starts-by = jedes Mitglied startet von selbst
starts-it = { $ipcp } startet ihn
n-enrollments = { $n ->
        [one] 1 Enrollment
       *[other] { $n } Enrollments
    }
n-flows = { $n ->
        [one] 1 Flow
       *[other] { $n } Flows
    }
svg-lines-text = SVG: Linien und Text
pdf-for-papers = PDF: für Veröffentlichungen
png-pixels = PNG: Pixel
html-page-look-around = HTML: eine Seite zum Umsehen, ohne Server
picture = Bild
picture-of = Wovon
picture-as = Als
on-dark-ground = Auf dunklem Grund
only-selected-nodes = Nur die ausgewählten Knoten
the-map = Die Karte
nodes-links-alone = Nur Knoten und Links
stacks-nodes = Stapel der Knoten
the-plan = Der Plan
layer-named = Layer { $layer }
work-had-not-reached = Arbeit, die den Server nicht erreicht hatte, ist wieder da.
server-does-not-answer-browser = Der Server antwortet nicht und dieser Browser behält nichts: lassen Sie diese Seite offen.
no-node-yet = Noch kein Knoten
place-node-on-map = Auf der Karte einen Knoten setzen; sein Stapel von IPCPs erscheint hier.
node-shown = Gezeigter Knoten
from-other-end = Vom anderen Ende
path-to = Pfad nach…
there-no-node-choose = Es gibt keinen Knoten „{ $name }“. Wählen Sie einen aus der Liste.
layer-path = Layer des Pfads
their-highest-layer = in ihrem höchsten Layer
in-layer = in { $name }
no-path-stacks-only = kein Pfad: nur Stapel
stack-ipcps = Stapel von IPCPs
more-are-not-drawn = { $n } weitere sind nicht gezeichnet
ipcp-described = { $name } { $below }, IPCP { $more }
service-named = Dienst { $name }
more-ipcps-are-not = { $n ->
        [one] 1 weiterer IPCP liegt
       *[other] { $n } weitere IPCPs liegen
    } nicht auf dem Pfad
place-ipcp-on-node = Einen IPCP auf { $name } setzen
place-ipcp-here-i = Hier einen IPCP setzen (I)
no-path = Kein Pfad: { $why }.
path-hop-by-hop = Pfad, Hop für Hop
on-wire = auf der Leitung
on-path-too-long = … und weiter: der Pfad ist zu lang, um ganz erzählt zu werden
tools = Werkzeuge
select = Auswählen
lasso = Lasso
over-nodes = über alle Knoten
over-n-selected-nodes = über { $n ->
        [one] den ausgewählten Knoten
       *[other] { $n } ausgewählte Knoten
    }
draw-unicast-layer = Einen Unicast-Layer { $over } zeichnen ({ $key })
links-menu = Links…
network-menu = Netz…
draw-another-kind-layer = Einen Layer anderer Art über die Auswahl zeichnen
draw-layer-another-kind = Einen Layer anderer Art { $over } zeichnen
other-layer = Anderer Layer…
kind-eth-dix = eth-dix: Ethernet, DIX-Rahmen
kind-eth-llc = eth-llc: Ethernet, LLC-Rahmen
kind-udp4 = udp4: UDP über IPv4
kind-udp6 = udp6: UDP über IPv6
kind-local = local: der Speicher einer Maschine
none-yet-select-nodes = Noch keine. Knoten auswählen und U drücken.
services = Dienste
width-views = Breite der Ansichten
findings = Befunde
history = Verlauf
undone = Rückgängig gemacht: { $label }
done-again = Wieder getan: { $label }
choose-testbed = Testbed { $kind } wählen
version-now = jetzt
