### Steps of a plan, and why a member enrolls with just this one.

step-swap-in = Take the machines and wires
step-install = Install the prototype on { $node } if it is missing
step-start-daemon = Start the daemon on { $node }
step-create = Create { $ipcp }, to enroll in { $layer } later
step-bootstrap-hardware = Bootstrap { $ipcp } in layer { $layer }
step-bootstrap = Start { $layer } with { $ipcp }
step-register = Register { $name } with { $ipcps }
step-register-layer = Register { $name } with { $ipcps }, to be joined through { $ipcp }
# Two members that are in the layer already learn of each other once more, over another layer.
step-meet = Let { $enrollee } and { $enroller } meet over { $via }
step-enroll = Enroll { $enrollee } in { $layer } through { $enroller } over { $via }
step-manage = Connect the management of { $src } to { $dst }
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

# What a prototype is, and what it cannot say.
dialect-today = Ouroboros 0.22 and later
dialect-seed = Ouroboros 0.17 to 0.21, as on Rumba's page
dialect-rumba = Ouroboros 0.16 and earlier, as Rumba 0.9 types it
has-no-dialect = { $prototype } has no dialect `{ $asked }`; choose one of: { $known }
links-cannot-be = links cannot be `{ $form }`; choose one of: local, eth-dix
wrong-of-layer = layer `{ $layer }`: { $wrong }
wrong-of-ipcp = IPCP `{ $ipcp }`: { $wrong }
udp6-is-newer = udp6 came with Ouroboros 0.22; take dialect `today` or udp4
no-round-robin = service `{ $service }`: dialect `rumba` has no round-robin; take `spill` or another dialect
policy-is-newer = policy `{ $policy }` came with Ouroboros 0.22; take dialect `today` or remove it
no-such-policy = Ouroboros has no policy `{ $policy }` for { $kind } layers; it knows: { $known }
knows-no-policy = none
cannot-be-choose = `{ $word }` cannot be `{ $value }`; choose one of: { $known }
cannot-be-number = `{ $word }` cannot be `{ $value }`; give a whole number from { $least } to { $most }
cannot-be-address = `{ $word }` cannot be `{ $value }`; give an IP address
