### Text within drawn pictures, the page to look around in, and why there is no picture.

picture-of-links = { $title }: links
picture-of-layer = { $title }: layer { $layer }
picture-of-stacks = { $title }: stacks
picture-of-plan = { $title }: plan
hardware-first = { $links ->
        [one] 1 link
       *[other] { $links } links
    } first, then layer by layer: { $steps } steps, { $commands } commands
drawn-and-more = and { $n } more
drawn-enrollments = Enrollments ({ $n })
drawn-flows = Flows ({ $n })
starts-with = starts with { $ipcp }
drawn-in-no-layer = in no layer
find-a-name = Find a name
find-a-name-key = Find a name (/)
hit-of = { $at } of { $all }
no-hit = none
viewer-zoom-out = Zoom out
viewer-zoom-out-key = Zoom out (-)
viewer-zoom-in = Zoom in
viewer-zoom-in-key = Zoom in (+)
viewer-all = All
viewer-all-key = Show everything (0)
viewer-layers = Layers
nothing-is-called-so = there is no { $what } `{ $name }`; there are: { $known }
nothing-to-draw = there is nothing to draw: { $why }
no-nodes-asked-for = the experiment has no nodes, or none of those asked for
no-node-with-stack = no node is there to have a stack
no-plan-to-draw = there is no plan to draw: the experiment has errors; mend them first (`conga check` lists them)
picture-too-large = a picture of { $wide } by { $high } { $unit } is too large; arrange the nodes closer, draw fewer, or say a smaller width
picture-cannot-be-written = the picture cannot be written as { $form }: { $why }; please report it with the file
