//! Statements: assignments, loops, branches, functions, imports.

use super::{
    machine::{Body, Function, Machine},
    value::{Thing, Value},
    vocabulary,
};
use messages::say;
use ruff_python_ast::{Expr, Stmt, StmtFor, StmtIf, StmtImport, StmtImportFrom, StmtTry, StmtWhile};

/// How a statement ends.
pub(super) enum Flow {
    Next,
    Break,
    Continue,
    Return(Value),
    Raise,
}

impl<'a> Machine<'a> {
    /// Follows statements until one leaves them.
    pub fn block(&mut self, statements: &'a [Stmt]) -> Flow {
        for statement in statements {
            let line = self.line(statement);
            let flow = self.deeper(line, Flow::Next, |machine| machine.statement(statement, line));
            if self.is_stopped() || !matches!(flow, Flow::Next) {
                return flow;
            }
        }
        Flow::Next
    }

    fn statement(&mut self, statement: &'a Stmt, line: usize) -> Flow {
        match statement {
            Stmt::Expr(statement) => drop(self.value(&statement.value)),
            Stmt::Assign(statement) => {
                let value = self.value(&statement.value);
                for target in &statement.targets {
                    self.assign(target, value.clone());
                }
            }
            Stmt::AnnAssign(statement) => {
                if let Some(expression) = &statement.value {
                    let value = self.value(expression);
                    self.assign(&statement.target, value);
                }
            }
            Stmt::AugAssign(statement) => {
                let (left, right) = (self.value(&statement.target), self.value(&statement.value));
                let value = self.add_in_place(statement.op, left, right, line);
                self.assign(&statement.target, value);
            }
            Stmt::If(statement) => return self.branch(statement),
            Stmt::For(statement) => return self.for_loop(statement, line),
            Stmt::While(statement) => return self.while_loop(statement, line),
            Stmt::FunctionDef(statement) => {
                let function = Function { parameters: Some(&statement.parameters), body: Body::Block(&statement.body) };
                self.functions.push(function);
                self.set_variable(&statement.name, Value::Function(self.functions.len() - 1));
            }
            Stmt::Return(statement) => {
                return Flow::Return(statement.value.as_ref().map_or(Value::None, |value| self.value(value)));
            }
            Stmt::Import(statement) => self.import(statement),
            Stmt::ImportFrom(statement) => self.import_from(statement, line),
            Stmt::With(statement) => {
                for item in &statement.items {
                    self.value(&item.context_expr);
                    if let Some(target) = &item.optional_vars {
                        self.assign(target, Value::Unknown);
                    }
                }
                return self.block(&statement.body);
            }
            Stmt::Try(statement) => return self.attempt(statement),
            Stmt::Delete(statement) => statement.targets.iter().for_each(|target| self.delete(target)),
            Stmt::Break(_) => return Flow::Break,
            Stmt::Continue(_) => return Flow::Continue,
            Stmt::Raise(_) => {
                self.ignore(line, say!("script-would-stop"));
                return Flow::Raise;
            }
            Stmt::Pass(_) | Stmt::Assert(_) | Stmt::Global(_) | Stmt::Nonlocal(_) => {}
            Stmt::ClassDef(statement) => {
                self.ignore(line, say!("class-left-out", name = statement.name));
                self.set_variable(&statement.name, Value::Unknown);
            }
            Stmt::Match(_) | Stmt::TypeAlias(_) | Stmt::IpyEscapeCommand(_) => {
                self.ignore(line, say!("statement-not-understood"));
            }
        }
        Flow::Next
    }

    /// Gives a value to a variable, an element, an attribute, or to several at once.
    pub fn assign(&mut self, target: &'a Expr, value: Value) {
        let line = self.line(target);
        match target {
            Expr::Name(name) => self.set_variable(&name.id, value),
            Expr::Tuple(tuple) => self.assign_several(&tuple.elts, &value, line),
            Expr::List(list) => self.assign_several(&list.elts, &value, line),
            Expr::Subscript(subscript) => {
                let (holder, place) = (self.value(&subscript.value), self.value(&subscript.slice));
                self.set_element(&holder, &place, value, line);
            }
            Expr::Attribute(attribute) => {
                let holder = self.value(&attribute.value);
                self.set_attribute(&holder, &attribute.attr, &value, line);
            }
            _ => self.ignore(line, say!("assignment-not-understood")),
        }
    }

    fn assign_several(&mut self, targets: &'a [Expr], value: &Value, line: usize) {
        let values = self.elements(value, line);
        if values.as_ref().is_some_and(|values| values.len() != targets.len()) {
            self.ignore(line, say!("names-and-values"));
        }
        let mut values = values.unwrap_or_default().into_iter();
        for target in targets {
            self.assign(target, values.next().unwrap_or(Value::Unknown));
        }
    }

    fn set_element(&mut self, holder: &Value, place: &Value, value: Value, line: usize) {
        let done = match holder {
            Value::Dict(dict) => self.heap.key(place).map(|key| {
                self.heap.dicts[*dict].entries.insert(key, value);
            }),
            Value::List(list) => {
                let n = self.heap.lists[*list].len();
                super::operator::index(place, n).map(|index| self.heap.lists[*list][index] = value)
            }
            _ => None,
        };
        if done.is_none() && !holder.is_unknown() {
            self.ignore(line, say!("no-such-element"));
        }
    }

    fn delete(&mut self, target: &'a Expr) {
        let line = self.line(target);
        match target {
            Expr::Name(name) => {
                let frame = self.frames.last_mut().expect("the script's own frame is never taken away");
                frame.remove(name.id.as_str());
            }
            Expr::Subscript(subscript) => {
                let (holder, place) = (self.value(&subscript.value), self.value(&subscript.slice));
                match (&holder, self.heap.key(&place)) {
                    (Value::Dict(dict), Some(key)) => drop(self.heap.dicts[*dict].entries.shift_remove(&key)),
                    (Value::List(list), _) => {
                        let n = self.heap.lists[*list].len();
                        if let Some(index) = super::operator::index(&place, n) {
                            self.spend(n - index, line);
                            self.heap.lists[*list].remove(index);
                        }
                    }
                    _ => {}
                }
            }
            Expr::Attribute(attribute) => {
                if let Value::Thing(Thing::Layer(layer)) = self.value(&attribute.value) {
                    self.script.layers[layer].layer.quality = Default::default();
                }
            }
            _ => self.ignore(line, say!("del-not-understood")),
        }
    }

    /// Whether a condition holds; one known only when the script runs is taken not to.
    fn condition(&mut self, test: &'a Expr) -> bool {
        let value = self.value(test);
        self.heap.truth(&value).unwrap_or_else(|| {
            let line = self.line(test);
            if !self.is_stopped() {
                self.approximate(line, say!("condition-unknown"));
            }
            false
        })
    }

    fn branch(&mut self, statement: &'a StmtIf) -> Flow {
        if self.condition(&statement.test) {
            return self.block(&statement.body);
        }
        for clause in &statement.elif_else_clauses {
            if clause.test.as_ref().is_none_or(|test| self.condition(test)) {
                return self.block(&clause.body);
            }
        }
        Flow::Next
    }

    fn for_loop(&mut self, statement: &'a StmtFor, line: usize) -> Flow {
        let iterated = self.value(&statement.iter);
        let Some(elements) = self.elements(&iterated, line) else {
            self.ignore(line, say!("loop-unknown"));
            return Flow::Next;
        };
        for element in elements {
            self.spend(1, line);
            self.assign(&statement.target, element);
            match self.block(&statement.body) {
                _ if self.is_stopped() => return Flow::Next,
                Flow::Break => return Flow::Next,
                Flow::Next | Flow::Continue => {}
                left => return left,
            }
        }
        self.block(&statement.orelse)
    }

    fn while_loop(&mut self, statement: &'a StmtWhile, line: usize) -> Flow {
        while self.condition(&statement.test) {
            self.spend(1, line);
            match self.block(&statement.body) {
                _ if self.is_stopped() => return Flow::Next,
                Flow::Break => return Flow::Next,
                Flow::Next | Flow::Continue => {}
                left => return left,
            }
        }
        self.block(&statement.orelse)
    }

    fn attempt(&mut self, statement: &'a StmtTry) -> Flow {
        let mut flow = self.block(&statement.body);
        if matches!(flow, Flow::Raise) {
            flow = match statement.handlers.first() {
                Some(ruff_python_ast::ExceptHandler::ExceptHandler(handler)) => self.block(&handler.body),
                None => flow,
            };
        } else if matches!(flow, Flow::Next) {
            flow = self.block(&statement.orelse);
        }
        match self.block(&statement.finalbody) {
            Flow::Next => flow,
            left => left,
        }
    }

    fn import(&mut self, statement: &'a StmtImport) {
        for alias in &statement.names {
            let path = alias.name.as_str();
            match &alias.asname {
                Some(name) => self.set_variable(name, Value::Module(path.into())),
                None => {
                    let first = path.split('.').next().unwrap_or(path);
                    self.set_variable(first, Value::Module(first.into()));
                }
            }
        }
    }

    fn import_from(&mut self, statement: &'a StmtImportFrom, line: usize) {
        let path = statement.module.as_ref().map_or("", |module| module.as_str());
        for alias in &statement.names {
            let name = alias.name.as_str();
            if name != "*" {
                let value = vocabulary::attribute_of_module(path, name);
                self.set_variable(alias.asname.as_ref().map_or(name, |asname| asname.as_str()), value);
                continue;
            }
            let names = vocabulary::names_in(path);
            if names.is_empty() {
                self.ignore(line, say!("module-unknown", path = path));
            }
            for name in names {
                self.set_variable(name, vocabulary::attribute_of_module(path, name));
            }
        }
    }
}
