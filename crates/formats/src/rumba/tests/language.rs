//! The part of Python that people write networks in.

use super::read;
use model::Draft;

fn node_names(draft: &Draft) -> Vec<&str> {
    draft.nodes().map(|(_, node)| node.name.as_str()).collect()
}

/// The names that `Node(…)` gets when `body` adds texts to `names`.
fn check(body: &str, expected: &[&str]) {
    let text = format!("from rumba.model import *\nnames = []\n{body}\nfor name in names:\n    Node(name)\n");
    let imported = read(&text);
    assert_eq!(node_names(&imported.draft), expected, "{body}\n{:?}", imported.report);
}

#[test]
fn texts() {
    check(
        "names += [f'a{1:03d}', f'{2:>3}'.strip(), f'{1.5:.1f}', f\"{'x'!r}\", f'{{}}']",
        &["a001", "2", "1.5", "'x'", "{}"],
    );
    check("names += ['e%d-%02d' % (1, 2), '%s' % 'x', '100%%' % (), '%x' % 255]", &["e1-02", "x", "100%", "ff"]);
    check("names += ['{}-{}'.format(1, 2), '{1}{0}'.format(1, 2), '{n:02}'.format(n=3)]", &["1-2", "21", "03"]);
    check("names.append('a' + str(1) + 'b' * 2 + '-'.join(['x', 'y']))", &["a1bbx-y"]);
    check("names.extend(['A'.lower(), 'b'.upper(), 'a.b'.replace('.', '-'), '7'.zfill(3)])", &["a", "B", "a-b", "007"]);
    check(
        "names += 'a b'.split() + list('cd') + ['xyz'[1:], 'xyz'[-1], 'xyz'[::-1]]",
        &["a", "b", "c", "d", "yz", "z", "zyx"],
    );
}

#[test]
fn loops() {
    check("for i in range(3): names.append(str(i))", &["0", "1", "2"]);
    check("for i in range(6, 0, -2): names.append(str(i))", &["6", "4", "2"]);
    check("for i, n in enumerate(['a', 'b'], 1): names.append(n + str(i))", &["a1", "b2"]);
    check("for a, b in zip('ab', 'xy'): names.append(a + b)", &["ax", "by"]);
    check(
        "i = 0\nwhile True:\n    i += 1\n    if i == 2: continue\n    if i > 3: break\n    names.append(str(i))",
        &["1", "3"],
    );
    check("names += [str(i) for i in range(4) if i % 2] + [str(n) for n in {2: 1, 3: 1}]", &["1", "3", "2", "3"]);
    check("names += [a + b for a in 'ab' for b in 'xy' if a + b != 'ax']", &["ay", "bx", "by"]);
    check("names += [k + str(v) for k, v in {'a': 1, 'b': 2}.items()]", &["a1", "b2"]);
    check("names += sorted({'b', 'a'}) + sorted([3, 1], reverse=True) * 0", &["a", "b"]);
    check("names += [max('a', 'c', 'b'), min(['z', 'y']), str(sum([1, 2])), str(len('abc'))]", &["c", "y", "3", "3"]);
    check("names += map(str, range(2))", &["0", "1"]);
}

#[test]
fn arithmetic_and_choices() {
    check(
        "names += [str(7 // 2), str(-7 // 2), str(-7 % 3), str(2 ** 10), str(7 / 2), str(1 - 2.5)]",
        &["3", "-4", "2", "1024", "3.5", "-1.5"],
    );
    check("names.append('a' if 1 < 2 <= 2 and not 3 == 4 else 'b')", &["a"]);
    check(
        "x = 3\nif x == 1:\n    names.append('a')\nelif x in (2, 3):\n    names.append('b')\nelse:\n    names.append('c')",
        &["b"],
    );
    check("names.append('' or 'x')\nif None is None and 'a' in 'abc' and 1 not in [2]: names.append('y')", &["x", "y"]);
}

#[test]
fn functions_and_scopes() {
    check(
        "def name(n, prefix='r', *rest, **more):\n    return prefix + str(n + len(rest)) + more.get('end', '')\nnames += [name(1), name(1, 'x'), name(1, 'x', 5, end='!')]",
        &["r1", "x1", "x2!"],
    );
    check(
        "def grow(n):\n    if n == 0:\n        return []\n    return grow(n - 1) + ['d' + str(n)]\nnames += grow(3)",
        &["d1", "d2", "d3"],
    );
    check("twice = lambda s: s + s\nnames.append(twice('ab'))", &["abab"]);
    check("x = 'outer'\n[x for x in 'ab']\nnames.append(x)", &["outer"]);
    check("from collections import defaultdict\nd = defaultdict(list)\nd['k'].append('a')\nnames += d['k']", &["a"]);
    check(
        "try:\n    raise ValueError('x')\nexcept ValueError:\n    names.append('caught')\nfinally:\n    names.append('done')",
        &["caught", "done"],
    );
    check("a, (b, c) = 'x', ('y', 'z')\nnames += [a, b, c]", &["x", "y", "z"]);
}

#[test]
fn imports_by_every_road() {
    for head in [
        "from rumba.model import *\nN, E, L = Node, ShimEthDIF, NormalDIF",
        "from rumba.model import Node as N, ShimEthDIF as E, NormalDIF as L",
        "import rumba.model as m\nN, E, L = m.Node, m.ShimEthDIF, m.NormalDIF",
        "import rumba.model\nN = rumba.model.Node\nE = rumba.model.ShimEthDIF\nL = rumba.model.NormalDIF",
        "from rumba import model\nN, E, L = model.Node, model.ShimEthDIF, model.NormalDIF",
    ] {
        let text = format!("{head}\ne = E('e')\nn = L('n')\nN('a', [e, n], {{n: [e]}})\n");
        let imported = read(&text);
        assert_eq!((imported.report.mapped, imported.report.ignored.len()), (6, 0), "{head}\n{:?}", imported.report);
    }
}

#[test]
fn what_is_not_understood_is_listed_with_its_line() {
    let imported = read(
        "import os\nfrom rumba.model import *\nn = int(os.environ['N'])\nfor i in range(n):\n    Node('x')\n\
         if os.path.exists('y'):\n    Node('y')\nelse:\n    Node('z')\nfrobnicate(1)\nclass C: pass\nNode(os.getcwd())\n",
    );
    assert_eq!(node_names(&imported.draft), ["z", "node2"]);
    let lines: Vec<usize> = imported.report.ignored.iter().map(|remark| remark.line).collect();
    assert_eq!(lines, [4, 6, 10, 11, 12], "{:?}", imported.report);
    let lines: Vec<usize> = imported.report.approximated.iter().map(|remark| remark.line).collect();
    assert_eq!(lines, [6, 12], "{:?}", imported.report);
}
