### What is said of files: why one cannot be read or written, and what was taken over only nearly or not at all.

## Where a file cannot be read.

at-line-column = line { $line }, column { $column }: { $what }; { $mend }
more-files-than = more than { $most } files in one text
split-it = split it
split-the-experiment = split the experiment
split-or-remove = split the experiment, or remove what is not part of it
in-no-format = `{ $file_name }` is in no format known here
name-with-ending = name it with one of these endings: { $known }
file-too-long = the file has { $n } bytes, more than { $most }
zero-byte = a zero byte: this is no text file
open-right-file = open the right file
file-has-more = the file has more than { $most } { $what }
change-in-file = change that in the file
simplify-file = simplify the file
close-element = close it
write-as-dot = write it as DOT
graph-begins = a graph begins with `graph` or `digraph`
sign-missing = a `{ $sign }` is missing here
subgraphs-deep = subgraphs are nested more than { $most } deep
brace-missing = a `{"}"}` is missing at the end
value-missing = a value is missing here
node-or-edge-missing = a node, an edge or a `{"}"}` is missing here
attribute-missing = an attribute's name is missing here
more-attributes-than = more than { $most } attributes in one place
too-many-nodes-here = there are too many nodes
too-many-edges = there are too many edges
comment-open = a comment is never closed
quote-open = a quoted text is never closed
html-open = an HTML text is never closed
begins-no-word = `{ $sign }` begins no word
begins-not-graphml = the file begins with `<{ $name }>`, not with `<graphml>`
open-graphml = open a GraphML file
begins-not-rspec = the file begins with `<{ $name }>`, not with an `<rspec>` of version 3
open-rspec-of = open an rspec whose namespace is { $namespace }
rspec-not-in-it = this names an rspec, but does not hold it
open-rspec-beside = open the rspec file beside it
no-topology = there is no `topology` in it
open-containerlab = open a containerlab file
render-template = render the template first
write-as-toml = write it as TOML
more-ipcps-than = there are more than { $most } IPCPs
write-as-sndlib = write it as SNDlib's native format
section-open = a `)` is missing at the end of a section
bracket-missing = a `)` is missing
write-as-xml = write it as well-formed XML
write-xml-without = write it as well-formed XML without that
unknown-entity = an entity that XML itself does not define
element-open = `<{ $name }>` is never closed
no-element = there is no element in it
open-xml = open an XML file
elements-deep = elements are nested more than { $most } deep
more-elements-than = there are more than { $most } elements
element-attributes = an element has more than { $most } attributes
write-as-yaml = write it as YAML
alias-in-itself = an alias within itself
nothing-in-it = there is nothing in it
open-yaml = open a YAML file
values-deep = values are nested more than 64 deep
too-many-values = there are more than a million values, with the aliases told
no-python = this is no Python: { $why }
correct-script = correct the script there; `python3 -m py_compile` names the place too
python-deep = more than { $most } brackets, blocks and operators within each other
split-statements = split this into several statements
script-makes-more = the script makes { $n } { $what }, more than { $most }

## What is wrong in Conga's own files.

key-is = `{ $key }` is `{ $found }`
give-it = give it { $wanted }
wanted-text = a text in quotes
wanted-truth = `true` or `false`
wanted-whole-number = a whole number
wanted-number = a number
wanted-list = a list in square brackets
wanted-table = a table in curly brackets
key-unsayable = the unknown key `{ $key }` holds { $what }, which the native file cannot say
remove-key = remove that key
holds-nothing = nothing (`null`)
holds-large-number = a number too large
write-as-toml-like = write it as TOML, like the examples
no-version = this file does not say which version it is
add-version = add the line `conga = 1` at the top
newer-version = this file is of version { $newer }; the newest read here is { $version }
open-with-newer = open it with a newer Conga
no-such-version = there is no version { $other }
write-version = write `conga = { $version }`
more-of-key-than = more than { $most } of `[[{ $key }]]`
id-twice = `id` { $again } stands twice
give-each-id-its-own = give each its own
more-notes-than = more than { $most } of `[[map-note]]`
write-fewer-notes = write fewer, longer ones
more-frames-than = more than { $most } of `[[group]]`
leave-some-frames = leave some frames as usual
no-kind-of-layer = there is no kind of layer `{ $given }`
use-one-of = use one of { $known }
place-needs-two = a place needs two numbers
write-at = write `at = [x, y]`
more-memberships-than = more than { $most } memberships
membership-names-none = a membership names no layer
write-name = write `{"{"} name = "…" {"}"}`
no-balance = there is no balance `{ $given }`
use-balances = use `spill` or `round-robin`
no-distribution = there is no distribution `{ $given }`
use-distributions = use `normal`, `pareto` or `paretonormal`
parameter-not-plain = the parameter `{ $name }` is no plain value
write-as-text = write it as a text
file-mentions-more = the file mentions { $n } { $what }, more than { $most }
no-strategy = there is no strategy `{ $given }`
use-strategies = use `minimal`, `full-mesh` or a list of pairs
pair-needs-two = a pair needs two nodes
write-pair = write `{"{"} from = "…", to = "…" {"}"}`
bootstrapper-is = `bootstrapper` is `{ $given }`
write-bootstrapper = write `"auto"`, `"first"`, `"centre"` or `{"{"} node = "…" {"}"}`
bootstrapper-names-none = `bootstrapper` names no node
write-node = write `{"{"} node = "…" {"}"}`
option-named-kind = the { $key } has an option named `kind`, which its kind is called already
rename-option = give that option another name

## What cannot be written.

too-many-vlans = there are { $n } links, more than the { $most } VLANs that IRATI can have
write-for-rlite = write it for rlite, or split the experiment
too-many-neighbours = the layer { $layer } has more than a million pairs of neighbours
let-flows-be-minimal = let its flows be minimal

## What was taken over, but not quite as written, or left out.

more-remarks = { $n } more remarks like these
called-here = `{ $label }` is called `{ $name }` here, to be legal and unique
nothing-found-in-file = no node and no layer was found in this file
carried-changed = what Conga carried here was changed, and is not read
node-twice = the node `{ $node }` is there twice
attribute-of-nodes = `{ $key }` of nodes
attribute-of-links = `{ $key }` of links
element-of-nodes = `<{ $name }>` of nodes
element-of-links = `<{ $name }>` of links
attribute-of-edges = `{ $key }` of edges
attribute-of-graph = `{ $key }` of the graph
attribute-of-names = `{ $key }` of names
attribute-of-machines = `{ $key }` of machines
attribute-of = `{ $key }` of { $of }
attribute-of-ipcps = `{ $key }` of { $kind } IPCPs
no-speed = `{ $speed }` is no speed as `100Mbps`; left out
declared-twice = `{ $key }` is declared twice; the first one counts
no-node-address = `{ $end }` is no `node:address/bits`; left out
in-dif-already = `{ $node }` is in `{ $dif }` already; the first line counts
never-declared-mention = `{ $name }` is never declared; it is here as a mention
hostfwd-of-machines = `hostfwd` is about the demonstrator's machines
about-machines = `{ $key }` is about the demonstrator's machines
no-declaration = `{ $words }` is no declaration known here
netem-of-none = `netem` about a link or node that is not there
netem-unknown = words of `netem` not known here: { $words }
netem-not-on-link = `netem` about a node that is not on that link
no-dif = `{ $dif }` is no DIF declared here
not-in-dif = `{ $node }` is not in `{ $dif }`
enroll-of-none = `enroll` about a DIF, node or lower layer that is not there
key-but-kind = `{ $key }`, but for the kind of each node
attribute-of-topology = `{ $key }` of the topology
bridge-is-link = the bridge `{ $bridge }` is a link of many ends
link-leads-out = a link of kind `{ $kind }` leads out of the topology
link-to-none = a link to `{ $node }`, which is no node here
link-of-bridges = a link between two bridges; join their ends by hand
annotations-no-json = these annotations are no JSON
attribute-of-annotations = `{ $key }` of the annotations
texts-of-annotations = { $n ->
    [one] one text of the annotations that says no place, or nothing
   *[other] { $n } texts of the annotations that say no place, or nothing
}
cluster = a cluster; its nodes are here, the group is not
group-of-nodes = a group of nodes; its nodes are here, the group is not
edge-to-none = an edge whose end is no node here
no-table = `{ $name }` is no table
tables-of = tables of `{ $kind }`
first-program-kept = of the programs for `{ $name }`, the first is kept
ipcp-of-other-kind = an IPCP of kind { $kind } in a layer of another kind
registered-nowhere = `{ $name }` has a program, but is registered nowhere
no-machine-line = `{ $line }` is no `machine[key]=value`
mac-addresses = MAC addresses
on-lan-already = `{ $machine }` is on `{ $lan }` already; the first interface counts
interface-without-id = an interface without `client_id`
interface-twice = the interface `{ $name }` is there twice
delay-node = a node that only delays is the quality of its link
interface-of-none = the interface `{ $name }` is of no node
no-ip-needed = IP addresses: layers over Ethernet need none
one-quality = what a node sends here has one quality, the last
property-not-on-link = a property of an interface that is not on this link
no-section = `{ $name }` is no section
the-section = the section `{ $name }`
link-without-ends = the link `{ $link }` has no two ends
link-leads-nowhere = the link `{ $link }` leads to a node that is not there
costs-and-capacities = costs, and capacities that could be installed

## The same of Rumba’s scripts.

does-while-running = `{ $name }` does something while the experiment runs; no part of the design
name-not-understood = `{ $name }` is not understood; left out
this-call = this call
attribute-without-place = the attribute `{ $name }` has no place here; left out
one-policy = `{ $component }` has one policy here: `{ $policy }` takes the place of `{ $other }`
element-not-understood = an element of this list is not understood; left out
bare-dif = a `DIF` has no meaning of its own; taken as a unicast layer
name-known-when-run = the { $what }'s name is known only when the script runs; called `{ $name }`
argument-without-place = `{ $name }` of this { $of } has no place here; left out
layer-listed-twice = `{ $node }` lists a layer twice; taken once
dictionary-by-layer = a dictionary by layer is needed here; left out
key-no-layer = a key that is no layer was left out
testbed-not-known = the testbed `{ $kind }` is not known; the emulator takes its place
may-be-secret = what this testbed is given without a name may be a secret; left out
never-taken-over = `{ $name }` is never taken over: give it where the experiment runs
of-testbed-without-place = `{ $name }` of this testbed has no place here; left out
prototype-not-known = the prototype `{ $kind }` is not known; Ouroboros takes its place
influxdb-never = `influxdb` with its token is never taken over
login-never = the login in the repository's address is never taken over
usual-takes-place = `{ $name }` is not known; the usual one takes its place
first-experiment-only = only the first experiment of a script is read; this one was left out
nothing-found-in-script = no node and no layer was found in this script
listed-as-member = `{ $layer }` lists `{ $node }` as a member; it was made one
uses-without-member = `{ $node }` is not declared to be part of `{ $layer }`, but uses it; it was made a member
not-in-list-of-nodes = `{ $node }` is not in the experiment's list of nodes
no-program-or-node = `{ $server }` has no program or no node; left out
registered-topmost = `{ $server }` is registered in the node's topmost layers, as the script names none
service-called = the service is called `{ $legal }`
expression-not-understood = this kind of expression is not understood
not-defined = `{ $name }` is not defined in this script
key-not-understood = a key of this dictionary is not understood; left out
no-such-key = there is no such key in this dictionary
goes-through-unknown = what this goes through is known only when the script runs; left out
too-many-steps = the script takes too many steps; what it would do from here on was left out
calls-too-deep = calls and expressions are too deep within each other; left out
text-too-long = a text of more than { $most } bytes was left out
method-not-understood = the method `{ $name }` is not understood; left out
script-would-stop = the script would stop here with an error
class-left-out = the class `{ $name }` was left out
statement-not-understood = this kind of statement is not understood; left out
assignment-not-understood = this assignment is not understood; left out
names-and-values = as many names as values are needed here; left out
no-such-element = there is no such element to set; left out
del-not-understood = this `del` is not understood; left out
condition-unknown = this condition is known only when the script runs; taken as not fulfilled
loop-unknown = what this loop goes through is known only when the script runs; left out
module-unknown = the names in the module `{ $path }` are not known here
server-unknown = a server whose program is known only when the script runs was left out
clients-no-part = how often clients of this server come, and for how long, is no part of the design
run-by-hand = `{ $program }` is run by hand here; no part of the design
command-no-part = the command `{ $command }` is no part of the design
