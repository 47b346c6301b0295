### Die Liste der Experimente, der Läufe, das Öffnen von Dateien.

format-native = Conga-Datei
export-native = Conga-Datei (.conga.toml)
format-rumba = Rumba-Skript
export-rumba = Rumba-Skript (.py)
format-irmd = Konfiguration des Ouroboros-Daemons
export-irmd = irmd-Konfigurationen und hosts
format-rlite = Datei des rlite-Demonstrators
export-rlite = rlite-Demonstrator (.rlite.conf)
format-irati = Datei des IRATI-Demonstrators
export-irati = IRATI-Demonstrator (.irati.conf)
format-containerlab = containerlab-Topologie
export-containerlab = containerlab (.clab.yml)
format-graphml = GraphML-Graph
export-graphml = GraphML (.graphml)
format-dot = Graphviz-Graph
export-dot = Graphviz (.dot)
format-rspec = GENI-RSpec
export-rspec = GENI-RSpec (.rspec)
format-espec = jFed-ESpec
export-espec = jFed-ESpec (.espec)
format-sndlib = SNDlib-Netz
format-kathara = Kathará-Lab
untitled-experiment = Experiment ohne Titel
page-experiments = Experimente · Conga
experiments = Experimente
new-experiment = Neues Experiment
your-experiments = Ihre Experimente
open = Öffnen
no-experiments-yet = Noch keine Experimente
start-from-example-below = Mit einem Beispiel unten beginnen, mit „Neues Experiment“ ein eigenes zeichnen, oder eine Datei hier ablegen: ein Rumba-Skript, eine Conga-Datei oder die Topologie eines anderen Werkzeugs.
list-could-not-be = Die Liste ließ sich nicht laden
actions-for = Aktionen für { $title }
empty = Leer
watch-run = Diesem Lauf zusehen
running = Läuft
rename = Umbenennen
example-star = Stern
example-star-teaches = Wie ein Layer über Links hochkommt: Bootstrap, Registrierung, Enrollment, Verbindung.
example-layer-upon-a-layer = Ein Layer auf einem Layer
example-layer-upon-a-layer-teaches = Wie ein Layer in einem anderen registriert ist: der kleinste Stapel, den es gibt.
example-recursion = Rekursion
example-recursion-teaches = Wie ein ganzer Layer für den Layer darüber ein einziger Hop ist.
example-provider = Provider und Kunden
example-provider-teaches = Wie Kunden sich einen Provider teilen, ohne ihn oder einander zu sehen.
example-ring = Ring
example-ring-teaches = Wie das Routing andersherum geht, wenn ein Link getrennt wird.
example-udp = Zwei Maschinen über UDP
example-udp-teaches = Wie ein Layer auf IP steht, und wie ein Name Anfragen auf Prozesse verteilt.
example-quality = Gute und schlechte Links
example-quality-teaches = Wie sich Verzögerung, Jitter, Verlust und Rate der Links in dem zeigen, was Anwendungen messen.
examples = Beispiele
deleted = „{ $title }“ gelöscht.
undo = Rückgängig
file-open = Zu öffnende Datei
open-file = Datei öffnen…
files = Dateien
drop-the-file = Datei ablegen, um sie anzusehen
open-named = { $name } öffnen
format = Format
ipcps = IPCPs
everything-file-taken-over = Alles in der Datei wird übernommen, wie es ist.
draw-unicast-layer-over = Einen Unicast-Layer über alles zeichnen; Rückgängig nimmt ihn zurück
n-taken-over-not-exactly = { $n ->
        [one] 1 Ding
       *[other] { $n } Dinge
    } übernommen, aber nicht genau:
n-left-out = { $n ->
        [one] 1 Ding
       *[other] { $n } Dinge
    } ausgelassen:
the-file = die Datei
line-n = Zeile { $line }
page-not-found = Nicht gefunden · Conga
there-nothing-at-address = Unter dieser Adresse gibt es nichts
may-have-been-deleted = Es wurde vielleicht gelöscht, oder die Adresse ist unvollständig. Alles, was Sie haben, steht in der Liste der Experimente.
all-experiments = Alle Experimente
page-runs = Läufe · Conga
runs-could-not-be = Die Läufe ließen sich nicht laden
no-runs-yet = Noch keine Läufe
open-experiment-press-run = Das Experiment öffnen und Starten drücken. Jeder Lauf bleibt hier erhalten, mit seinen Schritten, seinem Protokoll und seinem Ende.
open-experiment = Das Experiment öffnen
state = Zustand
how-went = Wie es lief
began = Begonnen
lasted = Gedauert
so-far = { $lasted } bisher
