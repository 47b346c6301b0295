### Edits as undo and the history name them, and why one cannot be made.

ipcp-named-after-its = an IPCP is named after its layer and node; rename one of these
only-node-layer-can = only a node or a layer can be declared; choose one of these
add-node-named = Add node { $name }
add-node = Add node
link-two = Link { $node } and { $other }
link-n-nodes = Link { $n ->
        [one] 1 node
       *[other] { $n } nodes
    }
add-layer = Add layer { $name }
draw-kind-over-n-nodes = Draw a { $kind } layer over { $n ->
        [one] 1 node
       *[other] { $n } nodes
    }
add-service-named = Add service { $name }
add-service = Add service
rename-experiment = Rename the experiment to { $name }
rename-place = Rename { $place } to { $name }
move-node = Move { $node }
add-node-to-layer = Add { $node } to { $layer }
register-in-on = Register { $upper } in { $lower } on { $node }
unregister-from-on-node = Unregister { $upper } from { $lower } on { $node }
declare = Declare { $place }
declare-as = Declare { $place } as { $kind }
lock-node = Lock { $node }
unlock-node = Unlock { $node }
set-of-node = Set the { $field } of { $node }
fold-into-cloud = Fold { $layer } into a cloud
unfold-named = Unfold { $name }
write-note = Write a note
delete-note = Delete a note
move-note = Move a note
change-note = Change a note
set-frame = Set the frame of { $group }
fold-named = Fold { $name }
make-layer = Make { $layer } { $kind }
let-start-layer = Let { $node } start { $layer }
enroll-along-tree = Enroll { $layer } along a tree
enroll-every-pair-neighbours = Enroll every pair of neighbours in { $layer }
connect-along-tree = Connect { $layer } along a tree
connect-every-pair-neighbours = Connect every pair of neighbours in { $layer }
set-of-layer = Set the { $field } of { $layer }
give-address = Give { $layer }.{ $node } the address { $address }
leave-interface-testbed = Leave the interface of { $layer }.{ $node } to the testbed
set-of-member = Set the { $field } of { $layer }.{ $node }
set-of-service = Set the { $field } of { $service }
set-field = Set the { $field }
paste-n-nodes = Paste { $n ->
        [one] 1 node
       *[other] { $n } nodes
    }
word-colour = colour
word-note = note
word-group = group
word-lock = lock
word-kind = kind
word-policies = policies
word-qos-cubes = QoS cubes
word-enrollment = enrollment
word-flows = flows
word-bootstrapper = bootstrapper
word-link-quality = link quality
word-fold = fold
word-address = address
word-interface = interface
word-nodes = nodes
word-layers = layers
word-program = program
word-balance = balance
word-title = title
word-prototype = prototype
word-testbed = testbed
word-folds = folds
word-frame = frame
word-notes = notes
remove-what = Remove { $what }
n-memberships = { $n ->
        [one] 1 membership
       *[other] { $n } memberships
    }
n-services = { $n ->
        [one] 1 service
       *[other] { $n } services
    }
edit-gone = { $what } is not there any more; undo may bring it back
edit-not-hardware = a link cannot be { $kind }; choose Ethernet, UDP or local, or draw a layer over the nodes
edit-too-few-ends = a link joins two or more different nodes; choose another end
edit-already-member = { $node } is in { $layer } already; a node is in a layer once
edit-not-member = { $node } is not in { $layer }; make it a member first
edit-already-registered = { $upper } is registered in { $lower } on { $node } already; once is enough
edit-not-registered = { $upper } is not registered in { $lower } on { $node }, so there is nothing to take back
edit-hardware-over = { $layer } is { $kind } and stands on hardware, not on a layer; register a unicast layer instead
edit-over-itself = { $layer } cannot stand on itself; choose another layer below
edit-full = this experiment has used up its ids; save it as a file and open that file
experiment-itself-cannot-be = the experiment itself cannot be removed here; delete it in the list of experiments
this-node = this node
this-layer = this layer
this-service = this service
