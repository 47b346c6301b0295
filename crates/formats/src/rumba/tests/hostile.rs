//! Scripts that want to take for ever, or all memory: each ends soon, with a remark or an error.

use super::Rumba;
use crate::{Format, tests::best_time};
use std::time::Duration;

/// The promise of 50 ms is for release.
const LONGEST: Duration = Duration::from_millis(if cfg!(debug_assertions) { 3_000 } else { 50 });

fn check(body: &str) {
    let text = format!("from rumba.model import *\nfirst = Node('first')\n{body}\n");
    let read = Rumba.read(&text);
    let elapsed = best_time(LONGEST, || drop(Rumba.read(&text)));
    assert!(elapsed < LONGEST, "{elapsed:?}: {body}");
    if let Ok(imported) = read {
        // What came before is kept, and what went wrong is said.
        assert_eq!(imported.draft.nodes().next().map(|(_, node)| node.name.as_str()), Some("first"), "{body}");
        assert!(imported.report.ignored.len() + imported.report.approximated.len() > 0, "{body}");
    }
}

#[test]
fn loops_without_end() {
    check("while True: pass");
    check("x = [1]\nfor i in x: x.append(i)\nwhile x: x.append(1)");
    check("for i in range(10 ** 18): pass");
    check("x = list(range(10 ** 12))");
    check("[0 for a in range(10 ** 4) for b in range(10 ** 4)]");
    check("def f(n): return f(n + 1)\nf(0)");
    check("def f(n): return f(n) + f(n)\nf(0)");
    check("f = lambda g: g(g)\nf(f)");
    check("for i in range(10 ** 5): Node('x')");
}

#[test]
fn memory_without_end() {
    check("x = 'a' * 10 ** 12");
    check("x = 'a'\nwhile True: x = x + x");
    check("x = 'a'\nwhile True: x = x.replace('a', 'aaaaaaaaaa')");
    check("x = [1] * 10 ** 12");
    check("x = [1]\nwhile True: x = x + x");
    check("x = [1]\nwhile True: x += x");
    check("x = [1]\nwhile True: x *= 2");
    check("x = '%9999999999d' % 1\ny = '{:9999999999}'.format(1)\nwhile True: z = f'{1:999999999}'");
    check("x = {}\nwhile True: x[len(x)] = x");
    check("t = ()\nwhile True: t = (t, t)");
    check("t = ()\nfor i in range(1000): t = (t, t)\nwhile t == t: pass");
    check("x = []\nx.append(x)\nwhile x == x: pass");
    check(
        "x = [[], [], []]\nfor i in range(30): x = [x, x, x]\ny = [[], [], []]\nfor i in range(30): y = [y, y, y]\nwhile x != y: pass\nfrobnicate()",
    );
    check("from itertools import product\nproduct(range(10 ** 5), range(10 ** 5))");
    check("x = 'a'\nwhile True: x = ('b' * 9999).join(list('a' * 9999))");
    check("def f(**k): return f(**k, **{str(len(k)): 1})\nf()");
    check("x = 2 ** 2 ** 2 ** 2 ** 2 ** 2\nfrobnicate()");
    check("x = -(-9223372036854775807 - 1) // -1\nfrobnicate(abs(-9223372036854775807 - 1))");
}

#[test]
fn work_hidden_in_single_calls() {
    check("l = list(range(10 ** 5))\nwhile True: 1 in l");
    check("l = list(range(10 ** 5))\nwhile True: l.index(-1)");
    check("l = list(range(10 ** 5))\nwhile True: l.insert(0, 1)");
    check("l = list(range(10 ** 5))\nwhile True: sorted(l)");
    check("l = list(range(10 ** 5))\nwhile True: l[::-1]");
    check("s = set()\nfor i in range(10 ** 5): s.add(i)");
    check("n = NormalDIF('n')\nwhile True: n.add_qos_cube('c' + str(len(str(n))))");
    check("n = NormalDIF('n')\nfor i in range(10 ** 5): n.add_qos_cube(str(i))");
    check("e = ShimEthDIF('e')\na = Node('a')\nn = NormalDIF('n')\nwhile True: a.add_dif_registration(n, e)");
    check("for i in range(10 ** 5): NormalDIF(str(i))\n");
    check("for i in range(5000):\n    NormalDIF(str(i))\n    Node(str(i), difs=[str(i)])");
    check("d = {i: i for i in range(10 ** 4)}\nwhile True: d.pop(0, 0)");
    check("s = 'a' * 9999\nwhile True: s.count('b')");
    check("s = 'a' * 9999\nwhile True: s == s");
    check("s = 'a' * 9999\nwhile True: s in s");
    check("d = {('a' * 9999): 1}\nwhile True: d['a' * 9999]");
    check("s = 'a' * 9999\nd = {s: 1}\nwhile True: d[s]");
}

#[test]
fn values_deeper_than_the_stack() {
    check("t = ()\nfor i in range(60000): t = (t,)\nstr(t)\nfrobnicate(t == (t,))\n{t: 1}");
    check("x = []\nfor i in range(60000): x = [x]\nsorted(x)\nprint(x)\nfrobnicate(x)");
    check("f = lambda: 1\nfor i in range(20000): f = (lambda g: lambda: g())(f)\nf()\nfrobnicate()");
}
