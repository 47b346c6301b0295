//! Installing the prototype on a machine that lacks it, as the administrator's recipe says.

use crate::cause;
use crate::step::Hands;
use planner::Step;
use testbed::{Deaf, Recipe};

/// Sees to it that the step's node has the prototype. Without a recipe that was seen to already.
///
/// Errors: it lacks it, and nothing may be installed or that failed.
pub(crate) async fn install(hands: &Hands<'_>, step: &Step<'_>) -> Result<(), String> {
    let (Some(recipe), Some(node)) = (&hands.options.recipe, step.node) else { return Ok(()) };
    // Who has the same files finds it there when its turn has come.
    let _turn = match recipe.is_shared {
        true => Some(hands.shop.lock().await),
        false => None,
    };
    if lacking(hands, node.as_str(), recipe).await?.is_empty() {
        return Ok(());
    }
    for command in &recipe.commands {
        hands.once(step, command).await?;
    }
    let lacking = lacking(hands, node.as_str(), recipe).await?;
    let also = if recipe.commands.is_empty() { "" } else { " after all was installed" };
    match lacking.is_empty() {
        true => Ok(()),
        false => Err(format!("{node} has no {}{also}; {}", lacking.join(", no "), recipe.mend)),
    }
}

/// The programs that the node lacks.
async fn lacking(hands: &Hands<'_>, node: &str, recipe: &Recipe) -> Result<Vec<String>, String> {
    let question = recipe.question();
    let answer = hands.means.bed.exec(&hands.run.tag, node, &question, &Deaf).await;
    match answer {
        Ok(exit) if exit.status == 0 => Ok(exit.output.lines().map(str::to_owned).collect()),
        Ok(exit) => Err(cause::bad_status(node, &question, &exit)),
        Err(error) => Err(cause::not_run(node, &question, &error)),
    }
}
