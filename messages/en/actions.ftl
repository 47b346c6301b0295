### Actions of the editor: names as menus, palette and list of keys say them; what they lack; names of layouts.

needs-a-node = draw a node first
select-something-first = select something first
select-node-first = select a node first
select-two-nodes-more = select two nodes or more first
select-layer-ipcp-first = select a layer or an IPCP first
select-layer-group-two = select a layer, a group, or two nodes or more first
nothing-folded = nothing is folded
no-step-back = there is no step to take back
no-step-again = there is no step to take again
nothing-was-done-yet = nothing was done yet that can be done again
mend-errors-first-see = mend the errors first: see Findings
press-key-itself-browsers = press the key itself: browsers allow it only so
select-move = Select and move
place-nodes-by-pointer = Place nodes by pointer
link-nodes-by-pointer = Link nodes by pointer: drag from one to the other
link-selected-nodes = Link the selected nodes
link-many-nodes-by = Link many nodes by name…
draw-unicast-layer-over-selection = Draw a unicast layer over the selection
draw-broadcast-layer-over = Draw a broadcast layer over the selection
draw-eth-dix-layer = Draw an eth-dix layer over the selection: Ethernet, DIX frames
draw-eth-llc-layer = Draw an eth-llc layer over the selection: Ethernet, LLC frames
draw-udp4-layer-over = Draw a udp4 layer over the selection: UDP over IPv4
draw-udp6-layer-over = Draw a udp6 layer over the selection: UDP over IPv6
draw-local-layer-over = Draw a local layer over the selection: one machine's memory
place-ipcp-on-node-say = Place an IPCP on a node, and say what it stands on…
add-name-programs-on = Add a name that programs on the selected nodes serve
write-note-on-map = Write a note on the map
edit-selections-fields = Edit the selection's fields
delete-selection = Delete the selection
redo = Redo
repeat-last-action = Repeat the last action
cut-to-clipboard = Cut
paste = Paste
group-selected-nodes-frame = Group the selected nodes in a frame, or take the frame away
fold-selected-nodes-layer = Fold the selected nodes or layer, or unfold them
unfold-everything = Unfold everything
lock-selected-nodes-where = Lock the selected nodes where they are, or let them go
rename-experiment-2 = Rename the experiment
save-now = Save now
select-what-not-selected = Select what is not selected
select-nodes-selected-layer = Select the nodes of the selected layer
select-by-lasso = Select by a lasso
find-select-by-name = Find and select by name, kind, finding or expression
next-node = Next node
previous-node = Previous node
cancel-select-nothing = Cancel, or select nothing
move-left = Move left
move-right = Move right
move-up = Move up
move-down = Move down
snap-grid-not = Snap to the grid, or not
align-row = Align in a row
align-column = Align in a column
distribute-across = Distribute across
distribute-down = Distribute down
best-fit = Best fit
spread-out = Spread out
tree = Tree
rows = Rows
rows-by-recursion-level = Rows by recursion level
circle = Circle
grid = Grid
keep-what-placed = Keep what is placed
zoom = Zoom in
zoom-out = Zoom out
show-everything = Show everything
show-selection = Show the selection
stack = Stack
two-views-side-by = Two views side by side, or one
run-on-testbed = Run it on a testbed
export-picture = Export a picture…
group-edit = Edit
group-look = Look
group-do = Do
find-anything = anything
find-nodes = nodes
find-layers = layers
find-links = links
find-services = services
find-findings = findings
fold-nodes-into = Fold { $n } nodes into { $name }
group-as = Group { $n } as { $name }
take-group-apart = Take the group { $name } apart
rename-group = Rename the group { $old } to { $new }
lock-n-nodes = Lock { $n ->
        [one] 1 node
       *[other] { $n } nodes
    }
unlock-n-nodes = Unlock { $n ->
        [one] 1 node
       *[other] { $n } nodes
    }
these-are-more-than = These are more than { $most } links; choose fewer nodes.
link-joins-two-different = A link joins two different nodes; name more of them.
make-n-links = Make { $n ->
        [one] 1 link
       *[other] { $n } links
    }
no-node-has-such = No node has such a name; * stands for any letters, ? for one.
line-one-after-other = Line: one after the other
ring-closed-line = Ring: a closed line
star-around-one = Star: all around one
tree-each-above-two = Tree: each above two
grid-rows-columns = Grid: rows and columns
mesh-each-every-other = Mesh: each to every other
random-connected-by-lot = Random: connected, by lot
draw-a-network = Draw a { $kind }
not-add-layer = { $node } is not in { $layer }; add it to the layer
nobody-leads-from-link = in { $layer }, nobody leads from { $node } to { $other }; link them, or register the layer between them
line-write-component-name = Line { $n }: write `component: name`, as `routing: lfa`
line-should-be-key = Line { $n }: `{ $word }` should be `key=value`
restore-beginning = Restore the beginning
restore-entry = Restore: { $label }
the-experiment = the experiment
with-ctrl = Ctrl+{ $key }
with-shift = Shift+{ $key }
key-del = Del
key-enter = Enter
key-tab = Tab
key-esc = Esc
