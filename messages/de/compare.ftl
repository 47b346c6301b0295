### Zwei Fassungen nebeneinander.

page-compare = Vergleich · Conga
where-you-are = Wo Sie sind
experiment = Experiment
compare = Vergleichen
these-could-not-be = Diese beiden ließen sich nicht vergleichen
try-again = Noch einmal versuchen
beginning = Der Anfang
before = Vorher
other-way-round = Andersherum
after = Nachher
file-named = Datei { $name }
choose-file = Eine Datei…
now = Jetzt
after-step = Nach dem Schritt
other-experiments = Andere Experimente
map = Karte
plan = Plan
file = Datei
what-differs = Unterschiede
map-plan-file = Karte, Plan oder Datei
map-of-differences = Karte der Unterschiede
legend-added = + hinzugefügt
legend-removed = − entfernt
legend-changed = ~ geändert
both-are-same = Beide sind gleich.
only-order-records-differs = Nur die Reihenfolge der Einträge ist anders: siehe Datei.
no-difference = Kein Unterschied
n-added-removed-changed = { $added } hinzugefügt, { $removed } entfernt, { $changed } geändert
and-more = und { $n } weitere
sign-added = hinzugefügt
sign-removed = entfernt
sign-changed = geändert
no-difference-here = Hier kein Unterschied
same-on-both-sides = Auf beiden Seiten gleich.
and-more-lines = … und { $n ->
        [one] noch eine Zeile
       *[other] noch { $n } Zeilen
    }

# Tatsachen über einen Eintrag, wo zwei Fassungen verglichen werden.
fact-folded-groups = eingeklappte Gruppen
fact-other-keys = andere Schlüssel
fact-name = Name
fact-place = Ort
fact-locked = festgestellt
fact-declared = deklariert
fact-quality = Qualität
fact-folded = eingeklappt
fact-on = auf
fact-registered-in = registriert in
fact-arguments = Argumente
fact-yes = ja
fact-no = nein
fact-the-first-declared = der zuerst Genannte
fact-the-centre = die Mitte
fact-along-a-tree = entlang eines Baums
fact-every-pair = jedes Paar von Nachbarn
fact-delay = Verzögerung
fact-jitter = Jitter
fact-delay-correlation = Korrelation der Verzögerung
fact-loss = Verlust
fact-loss-correlation = Korrelation des Verlusts
fact-rate = Rate
fact-frame-of = Rahmen von { $group }
fact-note-n = Notiz { $n }
fact-note-at = { $text } bei { $x }, { $y }
fact-by-hand = von Hand: { $pairs }
fact-again = noch einmal
