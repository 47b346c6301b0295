### What the server answers where it does not do what was asked for, and the pages it renders itself.

## A page that does not wake.

not-loaded = This page could not be loaded whole, so it does not answer. Check that the server is running and can be reached.
needs-javascript = This application needs JavaScript and WebAssembly.

## Signing in.

page-sign-in = Sign in to Conga
open-link-serve-prints = To sign in, open the link that { $command } prints when it starts. It works once, for 10 minutes; restart the server for a new one.
sign-in = Sign in
signing-in = Signing in…
server-does-not-answer-running = The server does not answer. Is it still running?
signed-out-mend = you are signed out; type `conga sign-in` where the server runs, and open the link it prints
link-used-or-old = this link was used before, or is older than 10 minutes; type `conga sign-in` where the server runs: it prints a new one
sessions-cannot-be-read = sessions cannot be read now, so nobody is let in; see the server's output, then try again
no-such-host = this server does not answer to that name; use the address it printed, or start it with --host NAME
not-our-page = this request does not come from this server's own page, so it was not done
too-many-requests = too many requests at once; wait a second and try again
too-many-browsers = too many browsers watch at once; close one, then reload this page

## What is not there.

no-such-address = there is no such address; perhaps it was deleted
no-such-run = there is no such run; perhaps it was deleted
no-such-example = there is no such example; perhaps it was deleted
no-such-format = there is no such format; there are: { $known }
no-such-form = there is no such form; there are: svg, png, pdf, html
experiment-gone = this experiment does not exist any more; it can be restored for 30 days after it was deleted
step-not-kept = this step is not kept any more; choose a later one

## What was not saved.

disk-full = the disk of the data folder is full: nothing was saved, nothing saved is lost; make room and try again
disk-silent = the disk of the data folder does not answer: nothing was saved; see the server's output, then try again
data-read-only = the data folder cannot be written: nothing was saved; check its rights, then try again
database-refused = the database did not take it: nothing was saved; see the server's output, then try again
server-fault = the server has a fault here; its output says more. What was saved before is safe
too-large = this is too large to be taken; split it, or remove what is not needed
changed-elsewhere-save = this experiment was changed elsewhere, perhaps in another tab: it is at version { $now }, not { $expected }; load the newest version, or save yours as a copy
changed-elsewhere-run = this experiment was changed elsewhere; load the newest version, then run it
record-changed = { $record } has changed in the meantime; load the newest version and try again
would-break = these changes would break the experiment: { $why }
too-many-operations = more than { $most } operations in one save; save in parts
nothing-to-undo = there is nothing left to undo; load the newest version
nothing-to-redo = there is nothing left to redo; load the newest version

## What cannot be understood, drawn or compared.

title-of-copy = { $title } (copy)
cannot-be-experiment = this cannot be an experiment: { $why }
only-read = { $format } files can only be read
file-cannot-be-read = this file cannot be read; please report it with the file
cannot-be-laid-out = this network cannot be laid out; please report it
cannot-be-drawn = this cannot be drawn; please report it with the experiment
cannot-be-compared = these two cannot be compared; please report it with both
cannot-be-written-as-file = this cannot be written as a file: { $why }
ids-are-numbers = ids are numbers with commas between

## Runs.

experiment-has-errors = the experiment has errors; mend them, then try again
too-many-runs = { $most } runs are open, or the server is stopping; clean up a run, then start this one again
planning-broke-off = planning broke off: { $why }
run-is-over = this run is over; start another
command-too-long = a command has at most { $most } bytes; put what is longer into a script

## Testbeds.

emulator-built-in = Emulator, built in
emulator-note = A pretend network in this server: nothing is installed, nothing is left. Time is virtual.
testbed-forbidden = the administrator does not let you use the testbed `{ $kind }`; ask for it, or choose another
no-such-testbed = there is no testbed `{ $asked }` here; choose one of: { $known }
bed-local = This machine, not isolated
bed-local-note = Nodes are labels on this host: they are not isolated. Where Ouroboros is built with direct IPC, no packet between them crosses a layer.
bed-namespaces = Namespaces of this machine
bed-namespaces-note = Nodes have their own network, processes and /run, /tmp, /dev/shm; they share this host's other files.
bed-docker = Docker containers
bed-docker-note = Nodes are containers of one image.
bed-docker-set = Image { $image }; { $memory } MiB and { $processes } processes a node
bed-docker-set-at = Image { $image } on the engine at { $host }; { $memory } MiB and { $processes } processes a node
bed-ssh = Hosts reached by SSH
bed-ssh-note = Nodes are hosts the administrator named; links are the cables between them.
bed-ssh-set = Hosts { $names }
bed-ssh-set-more = Hosts { $names } and { $n } more
lacks-irm = there is no `irm` in PATH; install Ouroboros
lacks-docker-rights = no permission on the Docker socket { $socket }; start Conga as one who may use it
lacks-docker-root = links between containers need root; start Conga with sudo, or choose the emulator
lacks-docker-ip = links between containers need `ip`; install iproute2
lacks-docker-socket = there is no Docker socket { $socket }; start the engine, or let the administrator name another
lacks-certificate = { $file }: { $why }; the administrator names `certificates` in testbeds.toml
lacks-root = namespaces need root (CAP_SYS_ADMIN and CAP_NET_ADMIN); start Conga with sudo, or choose the emulator
lacks-program = namespaces need `{ $program }`; install iproute2 and util-linux
lacks-ssh = there is no `ssh` in PATH; install OpenSSH's client
lacks-hosts = no hosts are set up; the administrator names them in testbeds.toml
lacks-file = { $file }: { $why }; the administrator names this file in testbeds.toml
