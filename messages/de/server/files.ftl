### Was über Dateien gesagt wird: warum sich eine nicht lesen oder schreiben lässt, und was nur ungefähr oder gar nicht übernommen wurde.

## Wo sich eine Datei nicht lesen lässt.

at-line-column = Zeile { $line }, Spalte { $column }: { $what }; { $mend }
more-files-than = mehr als { $most } Dateien in einem Text
split-it = teilen Sie ihn
split-the-experiment = teilen Sie das Experiment
split-or-remove = teilen Sie das Experiment, oder entfernen Sie, was nicht dazugehört
in-no-format = `{ $file_name }` ist in keinem Format, das hier bekannt ist
name-with-ending = geben Sie ihr eine dieser Endungen: { $known }
file-too-long = die Datei hat { $n } Bytes, mehr als { $most }
zero-byte = ein Nullbyte: das ist keine Textdatei
open-right-file = öffnen Sie die richtige Datei
file-has-more = die Datei hat mehr als { $most } { $what ->
        [nodes] Knoten
        [layers] Layer
       *[memberships] Mitgliedschaften
    }
change-in-file = ändern Sie das in der Datei
simplify-file = vereinfachen Sie die Datei
close-element = schließen Sie es
write-as-dot = schreiben Sie es als DOT
graph-begins = ein Graph beginnt mit `graph` oder `digraph`
sign-missing = hier fehlt ein `{ $sign }`
subgraphs-deep = Untergraphen sind mehr als { $most } tief verschachtelt
brace-missing = am Ende fehlt ein `{"}"}`
value-missing = hier fehlt ein Wert
node-or-edge-missing = hier fehlt ein Knoten, eine Kante oder ein `{"}"}`
attribute-missing = hier fehlt der Name eines Attributs
more-attributes-than = mehr als { $most } Attribute an einer Stelle
too-many-nodes-here = es sind zu viele Knoten
too-many-edges = es sind zu viele Kanten
comment-open = ein Kommentar wird nie geschlossen
quote-open = ein Text in Anführungszeichen wird nie geschlossen
html-open = ein HTML-Text wird nie geschlossen
begins-no-word = mit `{ $sign }` beginnt kein Wort
begins-not-graphml = die Datei beginnt mit `<{ $name }>`, nicht mit `<graphml>`
open-graphml = öffnen Sie eine GraphML-Datei
begins-not-rspec = die Datei beginnt mit `<{ $name }>`, nicht mit einem `<rspec>` der Version 3
open-rspec-of = öffnen Sie ein RSpec, dessen Namensraum { $namespace } ist
rspec-not-in-it = das nennt ein RSpec, enthält es aber nicht
open-rspec-beside = öffnen Sie die RSpec-Datei daneben
no-topology = es ist keine `topology` darin
open-containerlab = öffnen Sie eine containerlab-Datei
render-template = füllen Sie zuerst die Vorlage aus
write-as-toml = schreiben Sie es als TOML
more-ipcps-than = es sind mehr als { $most } IPCPs
write-as-sndlib = schreiben Sie es im eigenen Format von SNDlib
section-open = am Ende eines Abschnitts fehlt ein `)`
bracket-missing = es fehlt ein `)`
write-as-xml = schreiben Sie es als wohlgeformtes XML
write-xml-without = schreiben Sie es als wohlgeformtes XML ohne das
unknown-entity = eine Entität, die XML selbst nicht kennt
element-open = `<{ $name }>` wird nie geschlossen
no-element = es ist kein Element darin
open-xml = öffnen Sie eine XML-Datei
elements-deep = Elemente sind mehr als { $most } tief verschachtelt
more-elements-than = es sind mehr als { $most } Elemente
element-attributes = ein Element hat mehr als { $most } Attribute
write-as-yaml = schreiben Sie es als YAML
alias-in-itself = ein Alias in sich selbst
nothing-in-it = es ist nichts darin
open-yaml = öffnen Sie eine YAML-Datei
values-deep = Werte sind mehr als 64 tief verschachtelt
too-many-values = es sind mehr als eine Million Werte, die Aliase ausgeschrieben
no-python = das ist kein Python: { $why }
correct-script = berichtigen Sie das Skript dort; auch `python3 -m py_compile` nennt die Stelle
python-deep = mehr als { $most } Klammern, Blöcke und Operatoren ineinander
split-statements = teilen Sie das in mehrere Anweisungen
script-makes-more = das Skript erzeugt { $n } { $what ->
        [nodes] Knoten
       *[memberships] Mitgliedschaften
    }, mehr als { $most }

## Was an Congas eigenen Dateien falsch ist.

key-is = `{ $key }` ist `{ $found }`
give-it = geben Sie { $wanted } an
wanted-text = einen Text in Anführungszeichen
wanted-truth = `true` oder `false`
wanted-whole-number = eine ganze Zahl
wanted-number = eine Zahl
wanted-list = eine Liste in eckigen Klammern
wanted-table = eine Tabelle in geschweiften Klammern
key-unsayable = der unbekannte Schlüssel `{ $key }` enthält { $what }, was die Conga-Datei nicht sagen kann
remove-key = entfernen Sie diesen Schlüssel
holds-nothing = nichts (`null`)
holds-large-number = eine zu große Zahl
write-as-toml-like = schreiben Sie es als TOML wie in den Beispielen
no-version = diese Datei sagt nicht, welche Version sie hat
add-version = schreiben Sie oben die Zeile `conga = 1` hinein
newer-version = diese Datei hat Version { $newer }; die neueste, die hier gelesen wird, ist { $version }
open-with-newer = öffnen Sie sie mit einem neueren Conga
no-such-version = eine Version { $other } gibt es nicht
write-version = schreiben Sie `conga = { $version }`
more-of-key-than = mehr als { $most } mal `[[{ $key }]]`
id-twice = `id` { $again } steht zweimal da
give-each-id-its-own = geben Sie jedem einen eigenen
more-notes-than = mehr als { $most } mal `[[map-note]]`
write-fewer-notes = schreiben Sie weniger und längere
more-frames-than = mehr als { $most } mal `[[group]]`
leave-some-frames = lassen Sie einige Rahmen, wie sie sonst sind
no-kind-of-layer = es gibt keine Art von Layer `{ $given }`
use-one-of = nehmen Sie eine von { $known }
place-needs-two = ein Ort braucht zwei Zahlen
write-at = schreiben Sie `at = [x, y]`
more-memberships-than = mehr als { $most } Mitgliedschaften
membership-names-none = eine Mitgliedschaft nennt keinen Layer
write-name = schreiben Sie `{"{"} name = "…" {"}"}`
no-balance = es gibt keine Verteilung `{ $given }`
use-balances = nehmen Sie `spill` oder `round-robin`
no-distribution = es gibt keine Streuung `{ $given }`
use-distributions = nehmen Sie `normal`, `pareto` oder `paretonormal`
parameter-not-plain = der Parameter `{ $name }` ist kein einfacher Wert
write-as-text = schreiben Sie ihn als Text
file-mentions-more = die Datei erwähnt { $n } { $what ->
        [nodes] Knoten
       *[layers] Layer
    }, mehr als { $most }
no-strategy = es gibt keine Strategie `{ $given }`
use-strategies = nehmen Sie `minimal`, `full-mesh` oder eine Liste von Paaren
pair-needs-two = ein Paar braucht zwei Knoten
write-pair = schreiben Sie `{"{"} from = "…", to = "…" {"}"}`
bootstrapper-is = `bootstrapper` ist `{ $given }`
write-bootstrapper = schreiben Sie `"auto"`, `"first"`, `"centre"` oder `{"{"} node = "…" {"}"}`
bootstrapper-names-none = `bootstrapper` nennt keinen Knoten
write-node = schreiben Sie `{"{"} node = "…" {"}"}`
option-named-kind = { $key } hat eine Option namens `kind`, und so heißt schon seine Art
rename-option = geben Sie dieser Option einen anderen Namen

## Was sich nicht schreiben lässt.

too-many-vlans = es sind { $n } Links, mehr als die { $most } VLANs, die IRATI haben kann
write-for-rlite = schreiben Sie es für rlite, oder teilen Sie das Experiment
too-many-neighbours = der Layer { $layer } hat mehr als eine Million Paare von Nachbarn
let-flows-be-minimal = lassen Sie seine Flows minimal sein

## Was übernommen wurde, aber nicht ganz wie geschrieben, oder ausgelassen.

more-remarks = { $n } weitere solche Bemerkungen
called-here = `{ $label }` heißt hier `{ $name }`, damit der Name erlaubt und eindeutig ist
nothing-found-in-file = in dieser Datei wurde kein Knoten und kein Layer gefunden
carried-changed = was Conga hier mitgab, wurde verändert und wird nicht gelesen
node-twice = der Knoten `{ $node }` ist zweimal da
attribute-of-nodes = `{ $key }` von Knoten
attribute-of-links = `{ $key }` von Links
element-of-nodes = `<{ $name }>` von Knoten
element-of-links = `<{ $name }>` von Links
attribute-of-edges = `{ $key }` von Kanten
attribute-of-graph = `{ $key }` des Graphen
attribute-of-names = `{ $key }` von Namen
attribute-of-machines = `{ $key }` von Maschinen
attribute-of = `{ $key }` von { $of ->
        [nodes] Knoten
       *[edges] Kanten
    }
attribute-of-ipcps = `{ $key }` von IPCPs der Art { $kind }
no-speed = `{ $speed }` ist keine Rate wie `100Mbps`; ausgelassen
declared-twice = `{ $key }` ist zweimal deklariert; das erste Mal zählt
no-node-address = `{ $end }` ist kein `node:address/bits`; ausgelassen
in-dif-already = `{ $node }` ist schon in `{ $dif }`; die erste Zeile zählt
never-declared-mention = `{ $name }` wird nie deklariert und ist hier nur erwähnt
hostfwd-of-machines = `hostfwd` betrifft die Maschinen des Demonstrators
about-machines = `{ $key }` betrifft die Maschinen des Demonstrators
no-declaration = `{ $words }` ist keine Deklaration, die hier bekannt ist
netem-of-none = `netem` zu einem Link oder Knoten, den es nicht gibt
netem-unknown = Wörter von `netem`, die hier nicht bekannt sind: { $words }
netem-not-on-link = `netem` zu einem Knoten, der nicht an diesem Link ist
no-dif = `{ $dif }` ist kein hier deklarierter DIF
not-in-dif = `{ $node }` ist nicht in `{ $dif }`
enroll-of-none = `enroll` zu einem DIF, Knoten oder unteren Layer, den es nicht gibt
key-but-kind = `{ $key }`, bis auf die Art jedes Knotens
attribute-of-topology = `{ $key }` der Topologie
bridge-is-link = die Bridge `{ $bridge }` ist ein Link mit vielen Enden
link-leads-out = ein Link der Art `{ $kind }` führt aus der Topologie hinaus
link-to-none = ein Link zu `{ $node }`, was hier kein Knoten ist
link-of-bridges = ein Link zwischen zwei Bridges; fügen Sie ihre Enden von Hand zusammen
annotations-no-json = diese Anmerkungen sind kein JSON
attribute-of-annotations = `{ $key }` der Anmerkungen
texts-of-annotations = { $n ->
    [one] ein Text der Anmerkungen, der keinen Ort oder nichts sagt
   *[other] { $n } Texte der Anmerkungen, die keinen Ort oder nichts sagen
}
cluster = ein Cluster; seine Knoten sind da, die Gruppe nicht
group-of-nodes = eine Gruppe von Knoten; die Knoten sind da, die Gruppe nicht
edge-to-none = eine Kante, deren Ende hier kein Knoten ist
no-table = `{ $name }` ist keine Tabelle
tables-of = Tabellen von `{ $kind }`
first-program-kept = von den Programmen für `{ $name }` wird das erste behalten
ipcp-of-other-kind = ein IPCP der Art { $kind } in einem Layer anderer Art
registered-nowhere = `{ $name }` hat ein Programm, ist aber nirgends registriert
no-machine-line = `{ $line }` ist kein `machine[key]=value`
mac-addresses = MAC-Adressen
on-lan-already = `{ $machine }` ist schon an `{ $lan }`; die erste Schnittstelle zählt
interface-without-id = eine Schnittstelle ohne `client_id`
interface-twice = die Schnittstelle `{ $name }` ist zweimal da
delay-node = ein Knoten, der nur verzögert, ist die Qualität seines Links
interface-of-none = die Schnittstelle `{ $name }` gehört zu keinem Knoten
no-ip-needed = IP-Adressen: Layer über Ethernet brauchen keine
one-quality = was ein Knoten hier sendet, hat eine Qualität: die letzte
property-not-on-link = eine Eigenschaft einer Schnittstelle, die nicht an diesem Link ist
no-section = `{ $name }` ist kein Abschnitt
the-section = der Abschnitt `{ $name }`
link-without-ends = der Link `{ $link }` hat keine zwei Enden
link-leads-nowhere = der Link `{ $link }` führt zu einem Knoten, den es nicht gibt
costs-and-capacities = Kosten, und Kapazitäten, die man einbauen könnte

## Dasselbe von Rumbas Skripten.

does-while-running = `{ $name }` tut etwas, während das Experiment läuft; kein Teil des Entwurfs
name-not-understood = `{ $name }` wird nicht verstanden; ausgelassen
this-call = dieser Aufruf
attribute-without-place = das Attribut `{ $name }` hat hier keinen Platz; ausgelassen
one-policy = `{ $component }` hat hier eine Policy: `{ $policy }` tritt an die Stelle von `{ $other }`
element-not-understood = ein Element dieser Liste wird nicht verstanden; ausgelassen
bare-dif = ein `DIF` hat keine eigene Bedeutung; als Unicast-Layer genommen
name-known-when-run = der Name { $what ->
        [layer] des Layers
        [node] des Knotens
       *[cube] des Cubes
    } ist erst bekannt, wenn das Skript läuft; `{ $name }` genannt
argument-without-place = `{ $name }` { $of ->
        [storyboard] dieses Storyboards
        [layer] dieses Layers
        [node] dieses Knotens
       *[experiment] dieses Experiments
    } hat hier keinen Platz; ausgelassen
layer-listed-twice = `{ $node }` zählt einen Layer zweimal auf; einmal genommen
dictionary-by-layer = hier wird ein Dictionary nach Layern gebraucht; ausgelassen
key-no-layer = ein Schlüssel, der kein Layer ist, wurde ausgelassen
testbed-not-known = das Testbed `{ $kind }` ist nicht bekannt; der Emulator tritt an seine Stelle
may-be-secret = was dieses Testbed ohne Namen bekommt, könnte ein Geheimnis sein; ausgelassen
never-taken-over = `{ $name }` wird nie übernommen: geben Sie es dort an, wo das Experiment läuft
of-testbed-without-place = `{ $name }` dieses Testbeds hat hier keinen Platz; ausgelassen
prototype-not-known = der Prototyp `{ $kind }` ist nicht bekannt; Ouroboros tritt an seine Stelle
influxdb-never = `influxdb` mit seinem Token wird nie übernommen
login-never = die Anmeldung in der Adresse des Repositorys wird nie übernommen
usual-takes-place = `{ $name }` ist nicht bekannt; das Übliche tritt an seine Stelle
first-experiment-only = nur das erste Experiment eines Skripts wird gelesen; dieses wurde ausgelassen
nothing-found-in-script = in diesem Skript wurde kein Knoten und kein Layer gefunden
listed-as-member = `{ $layer }` nennt `{ $node }` als Mitglied; es wurde dazu gemacht
uses-without-member = `{ $node }` ist nicht als Teil von `{ $layer }` deklariert, benutzt ihn aber; er wurde zum Mitglied gemacht
not-in-list-of-nodes = `{ $node }` ist nicht in der Liste der Knoten des Experiments
no-program-or-node = `{ $server }` hat kein Programm oder keinen Knoten; ausgelassen
registered-topmost = `{ $server }` ist in den obersten Layern des Knotens registriert, da das Skript keine nennt
service-called = der Dienst heißt `{ $legal }`
expression-not-understood = diese Art von Ausdruck wird nicht verstanden
not-defined = `{ $name }` ist in diesem Skript nicht definiert
key-not-understood = ein Schlüssel dieses Dictionarys wird nicht verstanden; ausgelassen
no-such-key = diesen Schlüssel gibt es in diesem Dictionary nicht
goes-through-unknown = was hier durchlaufen wird, ist erst bekannt, wenn das Skript läuft; ausgelassen
too-many-steps = das Skript braucht zu viele Schritte; was es von hier an täte, wurde ausgelassen
calls-too-deep = Aufrufe und Ausdrücke sind zu tief ineinander; ausgelassen
text-too-long = ein Text von mehr als { $most } Bytes wurde ausgelassen
method-not-understood = die Methode `{ $name }` wird nicht verstanden; ausgelassen
script-would-stop = das Skript würde hier mit einem Fehler enden
class-left-out = die Klasse `{ $name }` wurde ausgelassen
statement-not-understood = diese Art von Anweisung wird nicht verstanden; ausgelassen
assignment-not-understood = diese Zuweisung wird nicht verstanden; ausgelassen
names-and-values = hier werden so viele Namen wie Werte gebraucht; ausgelassen
no-such-element = dieses Element gibt es nicht, also lässt es sich nicht setzen; ausgelassen
del-not-understood = dieses `del` wird nicht verstanden; ausgelassen
condition-unknown = diese Bedingung ist erst bekannt, wenn das Skript läuft; als nicht erfüllt genommen
loop-unknown = was diese Schleife durchläuft, ist erst bekannt, wenn das Skript läuft; ausgelassen
module-unknown = die Namen im Modul `{ $path }` sind hier nicht bekannt
server-unknown = ein Server, dessen Programm erst bekannt ist, wenn das Skript läuft, wurde ausgelassen
clients-no-part = wie oft Clients dieses Servers kommen und wie lange, ist kein Teil des Entwurfs
run-by-hand = `{ $program }` wird hier von Hand gestartet; kein Teil des Entwurfs
command-no-part = der Befehl `{ $command }` ist kein Teil des Entwurfs
