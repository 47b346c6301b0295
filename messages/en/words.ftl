### What every page shares.

n-nodes = { $n ->
        [one] 1 node
       *[other] { $n } nodes
    }
n-links = { $n ->
        [one] 1 link
       *[other] { $n } links
    }
n-layers = { $n ->
        [one] 1 layer
       *[other] { $n } layers
    }
n-ipcps = { $n ->
        [one] 1 IPCP
       *[other] { $n } IPCPs
    }
n-things = { $n ->
        [one] 1 thing
       *[other] { $n } things
    }
n-steps = { $n ->
        [one] 1 step
       *[other] { $n } steps
    }
server-does-not-answer-check = The server does not answer. Check that it is running, then try again.
answer-not-understood = The server's answer was not understood ({ $why }). Reload the page.
server-refused-status-reload = The server refused (status { $status }). Reload the page, and see the server's own log.
larger-than-10-mb = { $name } is larger than 10 MB. An experiment's file is text of at most 10 MB.
could-not-be-read = { $name } could not be read. Is it still there, and is it a file rather than a folder?
you-are-signed-out = You are signed out.
open-sign-in-link = Open the sign-in link the server printed when it started, then reload this page. Start the server again for a new link.
reload = Reload
n-errors = { $n ->
        [one] 1 error
       *[other] { $n } errors
    }
n-lines = { $n ->
        [one] 1 line
       *[other] { $n } lines
    }
command-palette = Command palette
go-to = Go to
editor-experiment = The editor of this experiment
runs-experiment = Runs of this experiment
compare-versions-experiment = Compare versions of this experiment
what-to-do = What to do
action-node-layer-finding = An action, a node, a layer, a finding, a page…
what-can-be-done = What can be done
nothing-of-that-name = Nothing of that name.
theme-system = as the system says
theme-light = light
theme-dark = dark
theme-contrast = high contrast
colours = Colours
theme-press-for = Colours: { $theme }. Press for { $next }.
close-message = Close message
skip-content = Skip to content
conga-experiments = Conga: all experiments
just-now = just now
minutes-ago = { $n } min ago
hours-ago = { $n } h ago
days-ago = { $n } d ago
months-ago = { $n } months ago
milliseconds = { $n } ms
seconds = { $n } s
decimal-point = .
language = Language
