### The list of experiments, of runs, opening files.

format-native = Conga file
export-native = Conga file (.conga.toml)
format-rumba = Rumba script
export-rumba = Rumba script (.py)
format-irmd = Ouroboros daemon configuration
export-irmd = irmd configurations and hosts
format-rlite = rlite demonstrator file
export-rlite = rlite demonstrator (.rlite.conf)
format-irati = IRATI demonstrator file
export-irati = IRATI demonstrator (.irati.conf)
format-containerlab = containerlab topology
export-containerlab = containerlab (.clab.yml)
format-graphml = GraphML graph
export-graphml = GraphML (.graphml)
format-dot = Graphviz graph
export-dot = Graphviz (.dot)
format-rspec = GENI rspec
export-rspec = GENI rspec (.rspec)
format-espec = jFed ESpec
export-espec = jFed ESpec (.espec)
format-sndlib = SNDlib network
format-kathara = Kathará lab
untitled-experiment = Untitled experiment
page-experiments = Experiments · Conga
experiments = Experiments
new-experiment = New experiment
your-experiments = Your experiments
open = Open
no-experiments-yet = No experiments yet
start-from-example-below = Start from an example below, press New experiment to draw your own, or drop a file here: a Rumba script, a Conga file, or another tool's topology.
list-could-not-be = The list could not be loaded
actions-for = Actions for { $title }
empty = Empty
watch-run = Watch this run
running = Running
rename = Rename
example-star = Star
example-star-teaches = How a layer comes up over links: bootstrap, register, enroll, connect.
example-layer-upon-a-layer = A layer upon a layer
example-layer-upon-a-layer-teaches = How one layer is registered in another: the smallest stack there is.
example-recursion = Recursion
example-recursion-teaches = How a whole layer is one hop to the layer above it.
example-provider = Provider and customers
example-provider-teaches = How customers share a provider without seeing it, or each other.
example-ring = Ring
example-ring-teaches = How routing goes the other way round when a link is cut.
example-udp = Two machines over UDP
example-udp-teaches = How a layer stands on IP, and how a name spreads requests over processes.
example-quality = Good and bad links
example-quality-teaches = How delay, jitter, loss and rate of links show in what applications measure.
examples = Examples
deleted = Deleted “{ $title }”.
undo = Undo
file-open = File to open
open-file = Open file…
files = Files
drop-the-file = Drop the file to look at it
open-named = Open { $name }
format = Format
ipcps = IPCPs
everything-file-taken-over = Everything in the file is taken over as it is.
draw-unicast-layer-over = Draw a unicast layer over all of it; undo takes it back
n-taken-over-not-exactly = { $n ->
        [one] 1 thing
       *[other] { $n } things
    } taken over, but not exactly:
n-left-out = { $n ->
        [one] 1 thing
       *[other] { $n } things
    } left out:
the-file = the file
line-n = line { $line }
page-not-found = Not found · Conga
there-nothing-at-address = There is nothing at this address
may-have-been-deleted = It may have been deleted, or the address is not complete. Everything you have is in the list of experiments.
all-experiments = All experiments
page-runs = Runs · Conga
runs-could-not-be = The runs could not be loaded
no-runs-yet = No runs yet
open-experiment-press-run = Open the experiment and press Run. Every run is kept here with its steps, its log and how it ended.
open-experiment = Open the experiment
state = State
how-went = How it went
began = Began
lasted = Lasted
so-far = { $lasted } so far
