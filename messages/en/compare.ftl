### Two versions side by side.

page-compare = Compare · Conga
where-you-are = Where you are
experiment = Experiment
compare = Compare
these-could-not-be = These could not be compared
try-again = Try again
beginning = The beginning
before = Before
other-way-round = The other way round
after = After
file-named = File { $name }
choose-file = A file…
now = Now
after-step = After the step
other-experiments = Other experiments
map = Map
plan = Plan
file = File
what-differs = What differs
map-plan-file = Map, plan or file
map-of-differences = Map of what differs
legend-added = + added
legend-removed = − removed
legend-changed = ~ changed
both-are-same = Both are the same.
only-order-records-differs = Only the order of records differs: see File.
no-difference = No difference
n-added-removed-changed = { $added } added, { $removed } removed, { $changed } changed
and-more = and { $n } more
sign-added = added
sign-removed = removed
sign-changed = changed
no-difference-here = No difference here
same-on-both-sides = The same on both sides.
and-more-lines = … and { $n ->
        [one] one more line
       *[other] { $n } more lines
    }

# Facts about a record, where two versions are compared.
fact-folded-groups = folded groups
fact-other-keys = other keys
fact-name = name
fact-place = place
fact-locked = locked
fact-declared = declared
fact-quality = quality
fact-folded = folded
fact-on = on
fact-registered-in = registered in
fact-arguments = arguments
fact-yes = yes
fact-no = no
fact-the-first-declared = the first declared
fact-the-centre = the centre
fact-along-a-tree = along a tree
fact-every-pair = every pair of neighbours
fact-delay = delay
fact-jitter = jitter
fact-delay-correlation = delay correlation
fact-loss = loss
fact-loss-correlation = loss correlation
fact-rate = rate
fact-frame-of = frame of { $group }
fact-note-n = note { $n }
fact-note-at = { $text } at { $x }, { $y }
fact-by-hand = by hand: { $pairs }
fact-again = again
