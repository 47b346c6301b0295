//! Fluent files read: each message as the catalogue has it.

use crate::{
    NAMES, SERVER_NAMES,
    pattern::{ARGUMENT, ARM, CHOICE, END},
};
use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey},
    parser,
};

/// The messages of files in the order of all ids, those of pages first; one that is missing is empty. A line break within a text is a blank.
///
/// Errors: the file and what is wrong in it, in words; also an id that is there twice, or that English does not have.
pub(crate) fn texts(files: &[(&str, &str)]) -> Result<Vec<String>, String> {
    let mut texts = vec![String::new(); NAMES.len() + SERVER_NAMES.len()];
    for (id, text) in messages(files)? {
        let place = crate::place(&id).ok_or_else(|| format!("`{id}` is not in English"))?;
        if !std::mem::replace(&mut texts[place], text).is_empty() {
            return Err(format!("`{id}` is there twice"));
        }
    }
    Ok(texts)
}

/// The messages of files, each by its id, in the files' order.
pub(crate) fn messages(files: &[(&str, &str)]) -> Result<Vec<(String, String)>, String> {
    let mut messages = Vec::new();
    for (path, text) in files {
        let resource = parser::parse(*text).map_err(|(_, errors)| format!("{path}: {errors:?}"))?;
        for entry in resource.body {
            let Entry::Message(message) = entry else { continue };
            let id = message.id.name;
            let fault = |what: &str| format!("{path}: `{id}`: {what}");
            let pattern = message.value.ok_or_else(|| fault("it has no text"))?;
            let mut text = String::new();
            write(&pattern, &mut text).map_err(fault)?;
            messages.push((id.to_owned(), text));
        }
    }
    Ok(messages)
}

fn write(pattern: &Pattern<&str>, text: &mut String) -> Result<(), &'static str> {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => text.push_str(&value.replace('\n', " ")),
            PatternElement::Placeable { expression } => placed(expression, text)?,
        }
    }
    Ok(())
}

fn placed(expression: &Expression<&str>, text: &mut String) -> Result<(), &'static str> {
    match expression {
        Expression::Inline(InlineExpression::VariableReference { id }) => {
            text.extend([ARGUMENT]);
            text.push_str(id.name);
            text.push(END);
        }
        Expression::Inline(InlineExpression::StringLiteral { value }) => text.push_str(value),
        Expression::Select { selector: InlineExpression::VariableReference { id }, variants } => {
            text.push(CHOICE);
            text.push_str(id.name);
            text.push(END);
            // The last arm is for every other value.
            let (default, others): (Vec<_>, Vec<_>) = variants.iter().partition(|variant| variant.default);
            for variant in others.iter().chain(&default) {
                let (VariantKey::Identifier { name } | VariantKey::NumberLiteral { value: name }) = &variant.key;
                text.push(ARM);
                text.push_str(name);
                text.push(END);
                write(&variant.value, text)?;
            }
            text.push(END);
        }
        _ => return Err("only values, texts in quotes and choices by a value can stand in braces"),
    }
    Ok(())
}
