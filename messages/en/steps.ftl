### Steps of a plan, and why a member enrolls with just this one.

step-swap-in = Take the machines and wires
step-install = Install the prototype on { $node } if it is missing
step-start-daemon = Start the daemon on { $node }
step-create = Create { $ipcp }, to enroll in { $layer } later
step-bootstrap-hardware = Bootstrap { $ipcp } on { $kind } layer { $layer }
step-bootstrap = Start { $layer } with { $ipcp }
step-register = Register { $name } with { $ipcps }
step-register-layer = Register { $name } with { $ipcps }, to be joined through { $ipcp }
# Two members that are in the layer already learn of each other once more, over another layer.
step-meet = Let { $enrollee } and { $enroller } meet over { $via }
step-enroll = Enroll { $enrollee } in { $layer } through { $enroller } over { $via }
step-connect = Connect { $src } to { $dst }
step-know-name-on = Make the name { $service } known on { $node }
step-know-name = Make the name { $service } known on this node
step-serve = Serve { $service } through { $ipcps }
ipcps-of-node = { $first } and { $n } others of its node
why-breadth-first = breadth-first from { $root } through { $via }
why-full-mesh = full mesh: { $a } and { $b } share { $via }
why-by-hand-through = chosen by hand, through { $via }
why-by-hand = chosen by hand
why-enrolled-through = { $src } enrolled through { $dst }
