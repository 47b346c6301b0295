### Schritte eines Plans, und warum sich ein Mitglied gerade bei diesem enrollt.

step-swap-in = Maschinen und Leitungen belegen
step-install = Prototyp auf { $node } installieren, falls er fehlt
step-start-daemon = Daemon auf { $node } starten
step-create = { $ipcp } anlegen, später in { $layer } zu enrollen
step-bootstrap-hardware = Bootstrap von { $ipcp } im Layer { $layer }
step-bootstrap = { $layer } mit { $ipcp } starten
step-register = { $name } bei { $ipcps } registrieren
step-register-layer = { $name } bei { $ipcps } registrieren, beizutreten über { $ipcp }
# Zwei Mitglieder, die schon im Layer sind, erfahren noch einmal voneinander, über einen anderen Layer.
step-meet = { $enrollee } und { $enroller } einander über { $via } treffen lassen
step-enroll = { $enrollee } in { $layer } enrollen, durch { $enroller } über { $via }
step-manage = Die Verwaltung von { $src } mit { $dst } verbinden
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

# Was ein Prototyp ist, und was er nicht sagen kann.
dialect-today = Ouroboros 0.22 und neuer
dialect-seed = Ouroboros 0.17 bis 0.21, wie auf Rumbas Seite
dialect-rumba = Ouroboros 0.16 und älter, wie Rumba 0.9 es tippt
has-no-dialect = { $prototype } hat keinen Dialekt `{ $asked }`; wählen Sie einen von: { $known }
links-cannot-be = Links können nicht `{ $form }` sein; wählen Sie eines von: local, eth-dix
wrong-of-layer = Layer `{ $layer }`: { $wrong }
wrong-of-ipcp = IPCP `{ $ipcp }`: { $wrong }
udp6-is-newer = udp6 kam mit Ouroboros 0.22; nehmen Sie den Dialekt `today` oder udp4
no-round-robin = Dienst `{ $service }`: der Dialekt `rumba` kennt kein round-robin; nehmen Sie `spill` oder einen anderen Dialekt
policy-is-newer = die Policy `{ $policy }` kam mit Ouroboros 0.22; nehmen Sie den Dialekt `today`, oder entfernen Sie sie
no-such-policy = Ouroboros hat keine Policy `{ $policy }` für Layer der Art { $kind }; es kennt: { $known }
knows-no-policy = keine
cannot-be-choose = `{ $word }` kann nicht `{ $value }` sein; wählen Sie eines von: { $known }
cannot-be-number = `{ $word }` kann nicht `{ $value }` sein; geben Sie eine ganze Zahl von { $least } bis { $most } an
cannot-be-address = `{ $word }` kann nicht `{ $value }` sein; geben Sie eine IP-Adresse an
