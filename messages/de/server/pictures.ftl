### Text in gezeichneten Bildern, die Seite zum Umsehen, und warum es kein Bild gibt.

picture-of-links = { $title }: Links
picture-of-layer = { $title }: Layer { $layer }
picture-of-stacks = { $title }: Stapel
picture-of-plan = { $title }: Plan
hardware-first = zuerst { $links ->
        [one] 1 Link
       *[other] { $links } Links
    }, dann Layer für Layer: { $steps } Schritte, { $commands } Befehle
drawn-and-more = und { $n } weitere
drawn-enrollments = Enrollments ({ $n })
drawn-flows = Flows ({ $n })
starts-with = beginnt mit { $ipcp }
drawn-in-no-layer = in keinem Layer
find-a-name = Einen Namen suchen
find-a-name-key = Einen Namen suchen (/)
hit-of = { $at } von { $all }
no-hit = nichts
viewer-zoom-out = Verkleinern
viewer-zoom-out-key = Verkleinern (-)
viewer-zoom-in = Vergrößern
viewer-zoom-in-key = Vergrößern (+)
viewer-all = Alles
viewer-all-key = Alles zeigen (0)
viewer-layers = Layer
nothing-is-called-so = { $what ->
        [layer] einen Layer
        [node] einen Knoten
       *[picture] ein Bild
    } `{ $name }` gibt es nicht; es gibt: { $known }
nothing-to-draw = es gibt nichts zu zeichnen: { $why }
no-nodes-asked-for = das Experiment hat keine Knoten, oder keine der verlangten
no-node-with-stack = es gibt keinen Knoten, der einen Stapel hätte
no-plan-to-draw = es gibt keinen Plan zu zeichnen: das Experiment hat Fehler; beheben Sie sie zuerst (`conga check` zählt sie auf)
picture-too-large = ein Bild von { $wide } mal { $high } { $unit ->
        [pixels] Pixeln
        [stacks] Stapeln
       *[units] Einheiten
    } ist zu groß; ordnen Sie die Knoten enger an, zeichnen Sie weniger, oder verlangen Sie eine kleinere Breite
picture-cannot-be-written = das Bild lässt sich nicht als { $form } schreiben: { $why }; bitte melden Sie das mit der Datei
