### Schritte eines Plans, und warum sich ein Mitglied gerade bei diesem enrollt.

step-swap-in = Maschinen und Leitungen belegen
step-install = Prototyp auf { $node } installieren, falls er fehlt
step-start-daemon = Daemon auf { $node } starten
step-create = { $ipcp } anlegen, später in { $layer } zu enrollen
step-bootstrap-hardware = Bootstrap von { $ipcp } auf dem { $kind }-Layer { $layer }
step-bootstrap = { $layer } mit { $ipcp } starten
step-register = { $name } bei { $ipcps } registrieren
step-register-layer = { $name } bei { $ipcps } registrieren, beizutreten über { $ipcp }
# Zwei Mitglieder, die schon im Layer sind, erfahren noch einmal voneinander, über einen anderen Layer.
step-meet = { $enrollee } und { $enroller } einander über { $via } treffen lassen
step-enroll = { $enrollee } in { $layer } enrollen, durch { $enroller } über { $via }
step-connect = { $src } mit { $dst } verbinden
step-know-name-on = Den Namen { $service } auf { $node } bekannt machen
step-know-name = Den Namen { $service } auf diesem Knoten bekannt machen
step-serve = { $service } über { $ipcps } anbieten
ipcps-of-node = { $first } und { $n } andere seines Knotens
why-breadth-first = Breitensuche von { $root } über { $via }
why-full-mesh = vollvermascht: { $a } und { $b } teilen { $via }
why-by-hand-through = von Hand gewählt, über { $via }
why-by-hand = von Hand gewählt
why-enrolled-through = { $src } hat sich durch { $dst } enrollt
