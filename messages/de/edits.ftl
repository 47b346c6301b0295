### Änderungen, wie Rückgängig und Verlauf sie nennen, und warum eine nicht geht.

ipcp-named-after-its = ein IPCP heißt nach seinem Layer und seinem Knoten; benennen Sie einen davon um
only-node-layer-can = nur ein Knoten oder Layer kann deklariert werden; wählen Sie einen davon
add-node-named = Knoten { $name } hinzufügen
add-node = Knoten hinzufügen
link-two = { $node } und { $other } verbinden
link-n-nodes = { $n ->
        [one] 1 Knoten
       *[other] { $n } Knoten
    } verbinden
add-layer = Layer { $name } hinzufügen
draw-kind-over-n-nodes = Einen Layer ({ $kind }) über { $n ->
        [one] 1 Knoten
       *[other] { $n } Knoten
    } zeichnen
add-service-named = Dienst { $name } hinzufügen
add-service = Dienst hinzufügen
rename-experiment = Das Experiment in { $name } umbenennen
rename-place = { $place } in { $name } umbenennen
move-node = { $node } bewegen
add-node-to-layer = { $node } zu { $layer } hinzufügen
register-in-on = { $upper } in { $lower } auf { $node } registrieren
unregister-from-on-node = Registrierung von { $upper } in { $lower } auf { $node } aufheben
declare = { $place } deklarieren
declare-as = { $place } als { $kind } deklarieren
lock-node = { $node } feststellen
unlock-node = { $node } lösen
set-of-node = { $field } von { $node } setzen
fold-into-cloud = { $layer } zur Wolke einklappen
unfold-named = { $name } ausklappen
write-note = Notiz schreiben
delete-note = Notiz löschen
move-note = Notiz bewegen
change-note = Notiz ändern
set-frame = Rahmen von { $group } setzen
fold-named = { $name } einklappen
make-layer = { $layer } zu { $kind } machen
let-start-layer = { $node } { $layer } starten lassen
enroll-along-tree = { $layer } entlang eines Baums enrollen
enroll-every-pair-neighbours = In { $layer } jedes Paar von Nachbarn enrollen
connect-along-tree = { $layer } entlang eines Baums verbinden
connect-every-pair-neighbours = In { $layer } jedes Paar von Nachbarn verbinden
set-of-layer = { $field } von { $layer } setzen
give-address = { $layer }.{ $node } die Adresse { $address } geben
leave-interface-testbed = Die Schnittstelle von { $layer }.{ $node } dem Testbed überlassen
set-of-member = { $field } von { $layer }.{ $node } setzen
set-of-service = { $field } von { $service } setzen
set-field = { $field } setzen
paste-n-nodes = { $n ->
        [one] 1 Knoten
       *[other] { $n } Knoten
    } einfügen
word-colour = Farbe
word-note = Notiz
word-group = Gruppe
word-lock = Feststellung
word-kind = Art
word-policies = Policies
word-qos-cubes = QoS-Cubes
word-enrollment = Enrollment
word-flows = Flows
word-bootstrapper = Bootstrapper
word-link-quality = Linkqualität
word-fold = Klappung
word-address = Adresse
word-interface = Schnittstelle
word-nodes = Knoten
word-layers = Layer
word-program = Programm
word-balance = Verteilung
word-title = Titel
word-prototype = Prototyp
word-testbed = Testbed
word-folds = Klappungen
word-frame = Rahmen
word-notes = Notizen
remove-what = { $what } entfernen
n-memberships = { $n ->
        [one] 1 Mitgliedschaft
       *[other] { $n } Mitgliedschaften
    }
n-services = { $n ->
        [one] 1 Dienst
       *[other] { $n } Dienste
    }
edit-gone = { $what } gibt es nicht mehr; Rückgängig bringt es vielleicht zurück
edit-not-hardware = ein Link kann nicht { $kind } sein; wählen Sie Ethernet, UDP oder local, oder zeichnen Sie einen Layer über die Knoten
edit-too-few-ends = ein Link verbindet mindestens zwei verschiedene Knoten; wählen Sie ein anderes Ende
edit-already-member = { $node } ist schon in { $layer }; ein Knoten ist nur einmal in einem Layer
edit-not-member = { $node } ist nicht in { $layer }; machen Sie ihn zuerst zum Mitglied
edit-already-registered = { $upper } ist auf { $node } schon in { $lower } registriert; einmal genügt
edit-not-registered = { $upper } ist auf { $node } nicht in { $lower } registriert, also gibt es nichts zurückzunehmen
edit-hardware-over = { $layer } ist { $kind } und steht auf Hardware, nicht auf einem Layer; registrieren Sie stattdessen einen Unicast-Layer
edit-over-itself = { $layer } kann nicht auf sich selbst stehen; wählen Sie einen anderen Layer darunter
edit-full = dieses Experiment hat seine Ids verbraucht; speichern Sie es als Datei und öffnen Sie diese
experiment-itself-cannot-be = das Experiment selbst lässt sich hier nicht entfernen; löschen Sie es in der Liste der Experimente
this-node = diesen Knoten
this-layer = diesen Layer
this-service = diesen Dienst
