### The editor: tools, views, dialogs, panels.

notes = Notes
note-saying = Note: { $text }
note = Note
nodes-links = Nodes and links
link-named = Link { $name }
no-layout = The layout could not be worked out: the part of the page that does it did not load. Nothing was moved; try again when the server answers
node-named = Node { $name }
in-layers = , in { $layers }
with-n-findings = , { $n ->
        [one] 1 finding
       *[other] { $n } findings
    }
node-described = Node { $name }, { $n ->
        [one] 1 link
       *[other] { $n } links
    }{ $layers }{ $wrong }
page-experiment = { $title } · Conga
experiment-could-not-be = The experiment could not be opened
n-selected = { $n ->
        [one] 1 thing
       *[other] { $n } things
    } selected
arrange-as = Arrange: { $kind }
every-node-has-its = Every node has its place; select those that may move
escape-stops = { $label }; Escape stops it
arranged = { $kind }: done
drawing = Drawing
view-beside = View beside
view = View
close-view-b = Close this view (B)
two-views = Two views side by side (B)
map-nodes-links = Map of nodes and links
empty-canvas = An empty canvas
drag-node-here-from = Drag a node here from the left, or press N and click. Then drag from a node's edge to another node to link them.
place-node = Place a node
draw-network-menu = Draw a network…
keys = Keys
export-as = Export { $line }
export = Export
node = Node
link = Link
layer = Layer
service = Service
finding = Finding
what-was-copied-damaged = What was copied is damaged, or from another version of Conga. Copy it again.
nodes-snap-grid = Nodes snap to the grid.
nodes-go-anywhere = Nodes go anywhere.
move-n-nodes = Move { $n ->
        [one] 1 node
       *[other] { $n } nodes
    }
select-layer-two-nodes = Select a layer, or two nodes or more, to fold them.
saving-last-edits = Saving the last edits…
server-does-not-answer = The server does not answer; the last edits are kept in this browser. Try again when it is back.
experiment-was-changed-elsewhere = This experiment was changed elsewhere. Close this and decide which version to keep.
pointer = Pointer
drag-node = Drag a node
moves-selected-with-shift = moves all that is selected; with Shift it does not snap
drag-from-nodes-edge = Drag from a node's edge
draws-link-let-go = draws a link; let go on the ground, it makes a node
drag-ground = Drag the ground
selects-with-space-middle = selects; with Space or the middle button, moves the view
drag-frames-title = Drag a frame's title
moves-group-press-selects = moves the group; a press selects its nodes
double-click = Double click
on-ground-places-node = on the ground places a node, on a thing opens its fields
wheel = Wheel
zooms-with-shift-moves = zooms; with Shift, moves sideways
your-version-as-copy = This is your version, as a copy.
changed-elsewhere = Changed elsewhere
experiment-was-changed-another = This experiment was changed in another tab or by somebody else after you opened it. Your last edits are not saved there; this browser keeps them until you decide.
open-newest-drop-my = Open the newest, drop my edits
keep-mine-as-copy = Keep mine as a copy
find = Find
what-find = What to find
find-placeholder = Find…
among = Among
regular-expression = Regular expression
previous-shift-enter = Previous (Shift+Enter)
next-enter = Next (Enter)
close-esc = Close (Esc)
nothing-found = Nothing found.
n-of-found = { $at } of { $n }
n-found = { $n } found
select-all = Select all
not-regular-expression-yet = Not a regular expression yet.
arrange = Arrange
runs = Runs
title-experiment = Title of the experiment
saved = Saved
saving = Saving…
offline-kept-browser = Offline: kept in this browser
everything-saved-by-itself = Everything is saved by itself; press Ctrl+S to save now
draw-node-first = Draw a node first
mend-errors-first = { $n ->
        [one] 1 error
       *[other] { $n } errors
    } to mend first: see Findings
run = Run
picture-svg-pdf-png = Picture (SVG, PDF, PNG, HTML)…
place-ipcp = Place an IPCP
name-node-there = the name of a node that is there
name-new-layer = Name of the new layer
empty-fresh-one = empty: a fresh one
stands-on = Stands on
place-ipcp-button = Place IPCP
new-layer = A new layer
node-no-other-layer = This node is in no other layer yet.
graph-one-layer = Graph of one layer
no-layer-yet = No layer yet
select-nodes-on-map = Select nodes on the map and press U: a unicast layer is drawn over them. Its graph, enrollments and flows appear here.
back-map = Back to the map
arrows-enrollments-order-dotted = arrows: enrollments in order · dotted: flows
hardware-layer-its-members = a hardware layer: all its members reach each other
layer-shown = Layer shown
each-member-below-one = Each member below the one it enrolls with
as-tree = As a tree
enrolls-with = enrolls with
and-more-see-plan = and { $n } more: see Plan
selected-nodes-are-not = The selected nodes are not in this layer.
link-many-nodes = Link many nodes
one-link-for-each = One link for each pair
one-link-them-are = One link that all of them are on
names-stands-for-any = Names; * stands for any letters, ? for one; several with commas between: client*, router.
links = Links
cancel = Cancel
n-linked-already = ; { $n ->
        [one] 1 pair
       *[other] { $n } pairs
    } linked already
unfold-first-link-ends = Unfold it first: a link ends at one node. Select it and press G.
add-node-link = Add node and link
number-from-to = A number from 2 to { $most }.
draw-network = Draw a network
nodes = Nodes
unicast-layer-over = A unicast layer over all of it
draw = Draw
close-panel = Close this panel
open-panel = Open this panel
findings-plan-history = Findings, plan and history
findings-plan-or-history = Findings, plan or history
nothing-wrong = Nothing is wrong
findings-appear-here-as = Findings appear here as you draw, each with an edit that mends it.
finding-error = error
finding-warning = warning
finding-show-where = { $code }: show where
steps-newest-first = Steps, newest first
earlier = Earlier…
restored-undo-leads-back = Restored. Undo leads back.
restore-step = Restore step { $n }
restore = Restore
layers = Layers
steps = Steps
by-node = By node
transcript = Transcript
script = Script
working-out = Working it out…
no-plan-yet = No plan yet
mend-n-errors-first = Mend { $n ->
        [one] 1 error
       *[other] { $n } errors
    } first: see Findings.
prototype-cannot-do = This prototype cannot do it
nothing-do-yet = Nothing to do yet
link-nodes-draw-layer = Link nodes and draw a layer over them; the plan follows every edit.
n-commands = { $n ->
        [one] 1 command
       *[other] { $n } commands
    }
way-read-plan = Way to read the plan
hardware-layers-first = Hardware layers first ({ $n ->
        [one] 1 link
       *[other] { $n } links
    }): every member starts by itself. Then, in this order:
steps-waits-for = The steps it waits for
after-steps = after { $steps }
and-more-in-script = and { $n } more: the script has them all
more-lines-in-download = … { $n } more lines in the download
copied = Copied.
copy = Copy
download = Download
every-member-starts-by = every member starts by itself
starts-it = { $ipcp } starts it
n-enrollments = { $n ->
        [one] 1 enrollment
       *[other] { $n } enrollments
    }
n-flows = { $n ->
        [one] 1 flow
       *[other] { $n } flows
    }
svg-lines-text = SVG: lines and text
pdf-for-papers = PDF: for papers
png-pixels = PNG: pixels
html-page-look-around = HTML: a page to look around in, without a server
picture = Picture
picture-of = Of
picture-as = As
on-dark-ground = On a dark ground
only-selected-nodes = Only the selected nodes
the-map = The map
nodes-links-alone = Nodes and links alone
stacks-nodes = Stacks of nodes
the-plan = The plan
layer-named = Layer { $layer }
work-had-not-reached = Work that had not reached the server is back.
server-does-not-answer-browser = The server does not answer and this browser keeps nothing: leave this page open.
no-node-yet = No node yet
place-node-on-map = Place a node on the map; its stack of IPCPs appears here.
node-shown = Node shown
from-other-end = From the other end
path-to = Path to…
there-no-node-choose = There is no node `{ $name }`. Choose one of the list.
layer-path = Layer of the path
their-highest-layer = in their highest layer
in-layer = in { $name }
no-path-stacks-only = no path: stacks only
stack-ipcps = Stack of IPCPs
more-are-not-drawn = { $n } more are not drawn
ipcp-described = { $name } { $below }, IPCP { $more }
service-named = Service { $name }
more-ipcps-are-not = { $n ->
        [one] 1 more IPCP is
       *[other] { $n } more IPCPs are
    } not on the path
place-ipcp-on-node = Place an IPCP on { $name }
place-ipcp-here-i = Place an IPCP here (I)
no-path = No path: { $why }.
path-hop-by-hop = Path, hop by hop
on-wire = on the wire
on-path-too-long = … and on: the path is too long to be told whole
tools = Tools
select = Select
lasso = Lasso
over-nodes = over all nodes
over-n-selected-nodes = over { $n ->
        [one] 1 selected node
       *[other] { $n } selected nodes
    }
draw-unicast-layer = Draw a unicast layer { $over } ({ $key })
links-menu = Links…
network-menu = Network…
draw-another-kind-layer = Draw another kind of layer over the selection
draw-layer-another-kind = Draw a layer of another kind { $over }
other-layer = Other layer…
kind-eth-dix = eth-dix: Ethernet, DIX frames
kind-eth-llc = eth-llc: Ethernet, LLC frames
kind-udp4 = udp4: UDP over IPv4
kind-udp6 = udp6: UDP over IPv6
kind-local = local: one machine's memory
none-yet-select-nodes = None yet. Select nodes and press U.
services = Services
width-views = Width of the views
findings = Findings
history = History
undone = Undone: { $label }
done-again = Done again: { $label }
choose-testbed = Choose the testbed { $kind }
version-now = now
