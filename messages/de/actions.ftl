### Aktionen des Editors: Namen, wie Menüs, Palette und Tastenliste sie sagen; was ihnen fehlt; Namen der Anordnungen.

needs-a-node = zuerst einen Knoten zeichnen
select-something-first = zuerst etwas auswählen
select-node-first = zuerst einen Knoten auswählen
select-two-nodes-more = zuerst mindestens zwei Knoten auswählen
select-layer-ipcp-first = zuerst einen Layer oder IPCP auswählen
select-layer-group-two = zuerst einen Layer, eine Gruppe oder mindestens zwei Knoten auswählen
nothing-folded = nichts ist eingeklappt
no-step-back = es gibt keinen Schritt zurückzunehmen
no-step-again = es gibt keinen Schritt zu wiederholen
nothing-was-done-yet = noch nichts getan, was sich noch einmal tun ließe
mend-errors-first-see = zuerst die Fehler beheben: siehe Befunde
press-key-itself-browsers = die Taste selbst drücken: nur so erlauben es Browser
select-move = Auswählen und bewegen
place-nodes-by-pointer = Knoten mit dem Zeiger setzen
link-nodes-by-pointer = Knoten mit dem Zeiger verbinden: vom einen zum anderen ziehen
link-selected-nodes = Ausgewählte Knoten verbinden
link-many-nodes-by = Viele Knoten nach Namen verbinden…
draw-unicast-layer-over-selection = Unicast-Layer über die Auswahl zeichnen
draw-broadcast-layer-over = Broadcast-Layer über die Auswahl zeichnen
draw-eth-dix-layer = eth-dix-Layer über die Auswahl zeichnen: Ethernet, DIX-Rahmen
draw-eth-llc-layer = eth-llc-Layer über die Auswahl zeichnen: Ethernet, LLC-Rahmen
draw-udp4-layer-over = udp4-Layer über die Auswahl zeichnen: UDP über IPv4
draw-udp6-layer-over = udp6-Layer über die Auswahl zeichnen: UDP über IPv6
draw-local-layer-over = local-Layer über die Auswahl zeichnen: der Speicher einer Maschine
place-ipcp-on-node-say = IPCP auf einen Knoten setzen, und sagen, worauf er steht…
add-name-programs-on = Name hinzufügen, den Programme auf den ausgewählten Knoten bedienen
write-note-on-map = Notiz auf die Karte schreiben
edit-selections-fields = Felder der Auswahl ändern
delete-selection = Auswahl löschen
redo = Wiederholen
repeat-last-action = Letzte Aktion noch einmal
cut-to-clipboard = Ausschneiden
paste = Einfügen
group-selected-nodes-frame = Ausgewählte Knoten in einen Rahmen fassen, oder den Rahmen wegnehmen
fold-selected-nodes-layer = Ausgewählte Knoten oder Layer ein- oder ausklappen
unfold-everything = Alles ausklappen
lock-selected-nodes-where = Ausgewählte Knoten feststellen oder lösen
rename-experiment-2 = Experiment umbenennen
save-now = Jetzt speichern
select-what-not-selected = Auswahl umkehren
select-nodes-selected-layer = Knoten des ausgewählten Layers auswählen
select-by-lasso = Mit dem Lasso auswählen
find-select-by-name = Suchen und auswählen nach Name, Art, Befund oder Ausdruck
next-node = Nächster Knoten
previous-node = Vorheriger Knoten
cancel-select-nothing = Abbrechen, oder nichts auswählen
move-left = Nach links bewegen
move-right = Nach rechts bewegen
move-up = Nach oben bewegen
move-down = Nach unten bewegen
snap-grid-not = Am Gitter einrasten oder nicht
align-row = In einer Reihe ausrichten
align-column = In einer Spalte ausrichten
distribute-across = Waagrecht verteilen
distribute-down = Senkrecht verteilen
best-fit = Was am besten passt
spread-out = Ausgebreitet
tree = Baum
rows = Reihen
rows-by-recursion-level = Reihen nach Rekursionsstufe
circle = Kreis
grid = Gitter
keep-what-placed = Gesetztes behalten
zoom = Hineinzoomen
zoom-out = Herauszoomen
show-everything = Alles zeigen
show-selection = Auswahl zeigen
stack = Stapel
two-views-side-by = Zwei Ansichten nebeneinander, oder eine
run-on-testbed = Auf einem Testbed starten
export-picture = Bild exportieren…
group-edit = Bearbeiten
group-look = Ansehen
group-do = Tun
find-anything = allem
find-nodes = Knoten
find-layers = Layern
find-links = Links
find-services = Diensten
find-findings = Befunden
fold-nodes-into = { $n } Knoten zu { $name } einklappen
group-as = { $n } als { $name } gruppieren
take-group-apart = Die Gruppe { $name } auflösen
rename-group = Die Gruppe { $old } in { $new } umbenennen
lock-n-nodes = { $n ->
        [one] 1 Knoten
       *[other] { $n } Knoten
    } feststellen
unlock-n-nodes = { $n ->
        [one] 1 Knoten
       *[other] { $n } Knoten
    } lösen
these-are-more-than = Das sind mehr als { $most } Links; wählen Sie weniger Knoten.
link-joins-two-different = Ein Link verbindet zwei verschiedene Knoten; nennen Sie mehr davon.
make-n-links = { $n ->
        [one] 1 Link
       *[other] { $n } Links
    } anlegen
no-node-has-such = Kein Knoten heißt so; * steht für beliebige Zeichen, ? für eines.
line-one-after-other = Linie: einer nach dem anderen
ring-closed-line = Ring: eine geschlossene Linie
star-around-one = Stern: alle um einen
tree-each-above-two = Baum: jeder über zweien
grid-rows-columns = Gitter: Reihen und Spalten
mesh-each-every-other = Vollvermascht: jeder mit jedem
random-connected-by-lot = Zufall: verbunden, ausgelost
draw-a-network = Netz zeichnen: { $kind }
not-add-layer = { $node } ist nicht in { $layer }; fügen Sie ihn dem Layer hinzu
nobody-leads-from-link = in { $layer } führt niemand von { $node } nach { $other }; verbinden Sie die beiden, oder registrieren Sie den Layer dazwischen
line-write-component-name = Zeile { $n }: schreiben Sie `Komponente: Name`, etwa `routing: lfa`
line-should-be-key = Zeile { $n }: `{ $word }` sollte `Schlüssel=Wert` sein
restore-beginning = Den Anfang wiederherstellen
restore-entry = Wiederherstellen: { $label }
the-experiment = das Experiment
with-ctrl = Strg+{ $key }
with-shift = Umschalt+{ $key }
key-del = Entf
key-enter = Eingabe
key-tab = Tab
key-esc = Esc
