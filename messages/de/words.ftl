### Was alle Seiten teilen.

n-nodes = { $n } Knoten
n-links = { $n ->
        [one] 1 Link
       *[other] { $n } Links
    }
n-layers = { $n } Layer
n-ipcps = { $n ->
        [one] 1 IPCP
       *[other] { $n } IPCPs
    }
n-things = { $n ->
        [one] 1 Ding
       *[other] { $n } Dinge
    }
n-steps = { $n ->
        [one] 1 Schritt
       *[other] { $n } Schritte
    }
server-does-not-answer-check = Der Server antwortet nicht. Prüfen Sie, ob er läuft, und versuchen Sie es noch einmal.
answer-not-understood = Die Antwort des Servers wurde nicht verstanden ({ $why }). Laden Sie die Seite neu.
server-refused-status-reload = Der Server hat abgelehnt (Status { $status }). Laden Sie die Seite neu und sehen Sie ins Protokoll des Servers.
larger-than-10-mb = { $name } ist größer als 10 MB. Die Datei eines Experiments ist Text von höchstens 10 MB.
could-not-be-read = { $name } ließ sich nicht lesen. Gibt es die Datei noch, und ist sie kein Ordner?
you-are-signed-out = Sie sind abgemeldet.
open-sign-in-link = Öffnen Sie den Anmelde-Link, den der Server beim Start ausgab, und laden Sie dann diese Seite neu. Für einen neuen Link starten Sie den Server neu.
reload = Neu laden
n-errors = { $n } Fehler
n-lines = { $n ->
        [one] 1 Zeile
       *[other] { $n } Zeilen
    }
command-palette = Befehlspalette
go-to = Gehe zu
editor-experiment = Der Editor dieses Experiments
runs-experiment = Läufe dieses Experiments
compare-versions-experiment = Fassungen dieses Experiments vergleichen
what-to-do = Was tun
action-node-layer-finding = Eine Aktion, ein Knoten, ein Layer, ein Befund, eine Seite…
what-can-be-done = Was man tun kann
nothing-of-that-name = Nichts dieses Namens.
theme-system = wie das System
theme-light = hell
theme-dark = dunkel
theme-contrast = hoher Kontrast
colours = Farben
theme-press-for = Farben: { $theme }. Drücken für: { $next }.
close-message = Meldung schließen
skip-content = Zum Inhalt springen
conga-experiments = Conga: alle Experimente
just-now = gerade eben
minutes-ago = vor { $n } min
hours-ago = vor { $n } h
days-ago = vor { $n ->
        [one] 1 Tag
       *[other] { $n } Tagen
    }
months-ago = vor { $n } Monaten
milliseconds = { $n } ms
seconds = { $n } s
decimal-point = ,
language = Sprache
