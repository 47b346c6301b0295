### Was der Server antwortet, wo er nicht tut, was verlangt wird, und die Seiten, die er selbst darstellt.

## Eine Seite, die nicht erwacht.

not-loaded = Diese Seite konnte nicht vollständig geladen werden und reagiert deshalb nicht. Prüfen Sie, ob der Server läuft und erreichbar ist.
needs-javascript = Diese Anwendung braucht JavaScript und WebAssembly.

## Anmelden.

page-sign-in = Bei Conga anmelden
open-link-serve-prints = Zum Anmelden öffnen Sie den Link, den { $command } beim Start ausgibt. Er gilt einmal, 10 Minuten lang; für einen neuen starten Sie den Server neu.
sign-in = Anmelden
signing-in = Anmeldung läuft…
server-does-not-answer-running = Der Server antwortet nicht. Läuft er noch?
signed-out-mend = Sie sind abgemeldet; geben Sie `conga sign-in` ein, wo der Server läuft, und öffnen Sie den Link, der dann erscheint
link-used-or-old = dieser Link wurde schon benutzt oder ist älter als 10 Minuten; geben Sie `conga sign-in` ein, wo der Server läuft: dann erscheint ein neuer
sessions-cannot-be-read = Sitzungen lassen sich gerade nicht lesen, daher wird niemand eingelassen; sehen Sie in die Ausgabe des Servers und versuchen Sie es noch einmal
no-such-host = auf diesen Namen hört dieser Server nicht; nehmen Sie die Adresse, die er ausgab, oder starten Sie ihn mit --host NAME
not-our-page = diese Anfrage kommt nicht von der eigenen Seite dieses Servers und wurde deshalb nicht ausgeführt
too-many-requests = zu viele Anfragen auf einmal; warten Sie eine Sekunde und versuchen Sie es noch einmal
too-many-browsers = zu viele Browser sehen zugleich zu; schließen Sie einen und laden Sie diese Seite neu

## Was es nicht gibt.

no-such-address = diese Adresse gibt es nicht; vielleicht wurde gelöscht, was dort war
no-such-run = diesen Lauf gibt es nicht; vielleicht wurde er gelöscht
no-such-example = dieses Beispiel gibt es nicht; vielleicht wurde es gelöscht
no-such-format = dieses Format gibt es nicht; es gibt: { $known }
no-such-form = diese Form gibt es nicht; es gibt: svg, png, pdf, html
experiment-gone = dieses Experiment gibt es nicht mehr; nach dem Löschen lässt es sich 30 Tage lang wiederherstellen
step-not-kept = dieser Schritt wird nicht mehr aufbewahrt; wählen Sie einen späteren

## Was nicht gespeichert wurde.

disk-full = die Platte des Datenordners ist voll: nichts wurde gespeichert, nichts Gespeichertes ist verloren; schaffen Sie Platz und versuchen Sie es noch einmal
disk-silent = die Platte des Datenordners antwortet nicht: nichts wurde gespeichert; sehen Sie in die Ausgabe des Servers und versuchen Sie es noch einmal
data-read-only = der Datenordner lässt sich nicht beschreiben: nichts wurde gespeichert; prüfen Sie seine Rechte und versuchen Sie es noch einmal
database-refused = die Datenbank hat es nicht angenommen: nichts wurde gespeichert; sehen Sie in die Ausgabe des Servers und versuchen Sie es noch einmal
server-fault = hier hat der Server einen Fehler; seine Ausgabe sagt mehr. Was vorher gespeichert wurde, ist sicher
too-large = das ist zu groß, um angenommen zu werden; teilen Sie es, oder entfernen Sie, was nicht gebraucht wird
changed-elsewhere-save = dieses Experiment wurde anderswo geändert, vielleicht in einem anderen Tab: es ist bei Version { $now }, nicht { $expected }; laden Sie die neueste Version, oder speichern Sie Ihre als Kopie
changed-elsewhere-run = dieses Experiment wurde anderswo geändert; laden Sie die neueste Version und starten Sie dann
record-changed = { $record } hat sich inzwischen geändert; laden Sie die neueste Version und versuchen Sie es noch einmal
would-break = diese Änderungen würden das Experiment zerstören: { $why }
too-many-operations = mehr als { $most } Operationen auf einmal; speichern Sie in Teilen
nothing-to-undo = es gibt nichts mehr rückgängig zu machen; laden Sie die neueste Version
nothing-to-redo = es gibt nichts mehr zu wiederholen; laden Sie die neueste Version

## Was sich nicht verstehen, zeichnen oder vergleichen lässt.

title-of-copy = { $title } (Kopie)
cannot-be-experiment = das kann kein Experiment sein: { $why }
only-read = Dateien dieses Formats lassen sich nur lesen: { $format }
file-cannot-be-read = diese Datei lässt sich nicht lesen; bitte melden Sie das mit der Datei
cannot-be-laid-out = dieses Netz lässt sich nicht anordnen; bitte melden Sie das
cannot-be-drawn = das lässt sich nicht zeichnen; bitte melden Sie das mit dem Experiment
cannot-be-compared = diese beiden lassen sich nicht vergleichen; bitte melden Sie das mit beiden
cannot-be-written-as-file = das lässt sich nicht als Datei schreiben: { $why }
ids-are-numbers = Ids sind Zahlen mit Kommas dazwischen

## Läufe.

experiment-has-errors = das Experiment hat Fehler; beheben Sie sie und versuchen Sie es noch einmal
too-many-runs = { $most } Läufe sind offen, oder der Server hält gerade an; räumen Sie einen Lauf auf und starten Sie diesen noch einmal
planning-broke-off = das Planen brach ab: { $why }
run-is-over = dieser Lauf ist vorbei; starten Sie einen neuen
command-too-long = ein Befehl hat höchstens { $most } Bytes; schreiben Sie Längeres in ein Skript

## Testbeds.

emulator-built-in = Emulator, eingebaut
emulator-note = Ein gedachtes Netz in diesem Server: nichts wird installiert, nichts bleibt zurück. Die Zeit ist virtuell.
testbed-forbidden = die Verwaltung erlaubt Ihnen das Testbed `{ $kind }` nicht; bitten Sie darum, oder wählen Sie ein anderes
no-such-testbed = hier gibt es kein Testbed `{ $asked }`; wählen Sie eines von: { $known }
bed-local = Diese Maschine, nicht isoliert
bed-local-note = Knoten sind Namen auf diesem Host: sie sind nicht isoliert. Wo Ouroboros mit Direct IPC gebaut ist, geht kein Paket zwischen ihnen über einen Layer.
bed-namespaces = Namespaces dieser Maschine
bed-namespaces-note = Knoten haben ihr eigenes Netz, eigene Prozesse und eigene /run, /tmp, /dev/shm; die anderen Dateien dieses Hosts teilen sie.
bed-docker = Docker-Container
bed-docker-note = Knoten sind Container eines Images.
bed-docker-set = Image { $image }; { $memory } MiB und { $processes } Prozesse je Knoten
bed-docker-set-at = Image { $image } auf der Engine { $host }; { $memory } MiB und { $processes } Prozesse je Knoten
bed-ssh = Über SSH erreichte Hosts
bed-ssh-note = Knoten sind Hosts, die die Verwaltung genannt hat; Links sind die Kabel dazwischen.
bed-ssh-set = Hosts { $names }
bed-ssh-set-more = Hosts { $names } und { $n } weitere
lacks-irm = in PATH gibt es kein `irm`; installieren Sie Ouroboros
lacks-docker-rights = keine Rechte am Docker-Socket { $socket }; starten Sie Conga als jemand, der ihn benutzen darf
lacks-docker-root = Links zwischen Containern brauchen root; starten Sie Conga mit sudo, oder wählen Sie den Emulator
lacks-docker-ip = Links zwischen Containern brauchen `ip`; installieren Sie iproute2
lacks-docker-socket = es gibt keinen Docker-Socket { $socket }; starten Sie die Engine, oder lassen Sie die Verwaltung einen anderen nennen
lacks-certificate = { $file }: { $why }; die Verwaltung nennt `certificates` in testbeds.toml
lacks-root = Namespaces brauchen root (CAP_SYS_ADMIN und CAP_NET_ADMIN); starten Sie Conga mit sudo, oder wählen Sie den Emulator
lacks-program = Namespaces brauchen `{ $program }`; installieren Sie iproute2 und util-linux
lacks-ssh = in PATH gibt es kein `ssh`; installieren Sie den Client von OpenSSH
lacks-hosts = keine Hosts sind eingerichtet; die Verwaltung nennt sie in testbeds.toml
lacks-file = { $file }: { $why }; die Verwaltung nennt diese Datei in testbeds.toml
