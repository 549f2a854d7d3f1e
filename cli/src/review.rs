//! `review`: decides at a terminal, one change at a time, whether it is intended.

use std::io::{self, BufRead, IsTerminal};

use scopemark_compiler::Level;
use scopemark_gate::lock::{Lock, reason};
use scopemark_gate::report::{Short, Shown, text};
use scopemark_gate::review::{Item, Judgement, Verdict};
use scopemark_gate::site::Site;

use crate::accept::{Why, accept};
use crate::against::AgainstOptions;
use crate::exit::{Exit, Failure, Stop};
use crate::gate::{SiteOptions, State, cannot};
use crate::output;
use crate::report::{Format, party_words};
use crate::store::is_ci;

/// Accept or skip each incompatible change, at a terminal
///
/// Shows one change at a time: what it is, whom it hurts, and a token that proves it. `a` accepts it and asks for the reason,
/// `s` skips it, `q` ends the review. Each accepted change is in the lock as soon as its reason was given. When nothing is left
/// to accept, the lock is brought up to date.
///
/// Needs a terminal and a person. Elsewhere, use `cargo scopemark check` and the commands that it prints.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo scopemark review
  cargo scopemark review --against origin/main --merge-base")]
pub(crate) struct Args {
    #[command(flatten)]
    site: SiteOptions,

    #[command(flatten)]
    against: AgainstOptions,
}

pub(crate) fn run(args: &Args) -> Result<Exit, Stop> {
    refuse_without_a_person()?;
    let site = args.site.site()?;
    let lock = site.read_lock().map_err(|error| cannot(&site, &error))?;
    let state = State::read(site.clone())?;
    if !state.is_readable() {
        return Ok(Exit::CouldNot);
    }
    if state.is_broken() {
        state.report(&Judgement::default()).print(Format::Text)?;
        output::progress("fix the errors of the documents, then run `cargo scopemark review` again");
        return Ok(Exit::Findings);
    }
    let judgement = judge(&state, &lock, &args.against)?;
    let open = to_review(&judgement);
    let lines = site.lines();
    for (number, verdict) in open.iter().enumerate() {
        let short = Short::new([&judgement]);
        let shown = Shown { accept: None, short: &short, notes: true };
        say(&format!(
            "change {} of {}\n\n{}",
            number + 1,
            open.len(),
            text(verdict, |path, line| lines.get(path, line), shown)
        ))?;
        say(&format!("  = hurts: {}\n", party_words(verdict)))?;
        match decide()? {
            Decision::Accept(reason) => {
                let fingerprints: Vec<&str> = open_items(verdict).map(|item| item.fingerprint.as_str()).collect();
                // Whoever edits the documents meanwhile has not shown that edit to this person.
                if accept(&site, &args.against, &fingerprints, &Why { reason, until: None })? != Exit::Clean {
                    output::progress("the documents or the lock changed meanwhile; run `cargo scopemark review` again");
                    return Ok(Exit::Findings);
                }
                say("")?;
            }
            Decision::Skip => {}
            Decision::Quit => break,
        }
    }
    conclude(args, &site)
}

/// What is left, and what to do about it.
fn conclude(args: &Args, site: &Site) -> Result<Exit, Stop> {
    let lock = site.read_lock().map_err(|error| cannot(site, &error))?;
    let state = State::read(site.clone())?;
    let judgement = judge(&state, &lock, &args.against)?;
    let left = to_review(&judgement).len();
    let is_clean = judgement.level() != Some(Level::Error);
    let mut line = match left {
        0 => "nothing is left to accept".to_owned(),
        _ => format!("{} left to accept or undo", output::count(left, "change is", "changes are")),
    };
    if !is_clean && !judgement.is_refused() {
        line.push_str("; `cargo scopemark lock` brings the lock up to date");
    } else if !is_clean && left == 0 {
        line.push_str("; `cargo scopemark check` shows what else there is to do");
    }
    output::progress(&line);
    Ok(if is_clean { Exit::Clean } else { Exit::Findings })
}

fn refuse_without_a_person() -> Result<(), Stop> {
    let instead = "use `cargo scopemark check`, and the commands that it prints".to_owned();
    let why = if is_ci() {
        "`review` asks a person, and in CI (the variable CI is set) there is none"
    } else if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        "`review` needs a terminal, for its questions and your answers"
    } else {
        return Ok(());
    };
    Err(Stop::Usage(vec![vec![why.to_owned(), instead]]))
}

fn judge(state: &State, lock: &Lock, against: &AgainstOptions) -> Result<Judgement, Failure> {
    let revision = against.read(state)?;
    Ok(state.judge(lock, revision.as_ref()))
}

/// The changes that are open, the worst first.
fn to_review(judgement: &Judgement) -> Vec<&Verdict> {
    let mut open: Vec<&Verdict> =
        judgement.verdicts.iter().filter(|verdict| open_items(verdict).next().is_some()).collect();
    open.sort_by_key(|verdict| std::cmp::Reverse(verdict.level()));
    open
}

/// What has to be accepted in a change.
fn open_items(verdict: &Verdict) -> impl Iterator<Item = &Item> {
    verdict.to_mend().filter(|item| item.is_acceptable() && item.change.level > Level::Note)
}

/// What a person decides about a change.
enum Decision {
    /// It is intended, for this reason.
    Accept(String),
    Skip,
    Quit,
}

fn decide() -> Result<Decision, Failure> {
    loop {
        let Some(answer) = ask("accept, skip or quit? [a/s/q] ")? else { return Ok(Decision::Quit) };
        match answer.trim().to_lowercase().as_str() {
            "a" | "accept" => {
                let Some(text) = ask("reason: ")? else { return Ok(Decision::Quit) };
                match reason(&text) {
                    Ok(reason) => return Ok(Decision::Accept(reason)),
                    Err(why) => say(&why)?,
                }
            }
            "s" | "skip" => return Ok(Decision::Skip),
            "q" | "quit" => return Ok(Decision::Quit),
            _ => say("write a, s or q")?,
        }
    }
}

/// The answer to a question. `None` if there will be no more answers.
fn ask(question: &str) -> Result<Option<String>, Failure> {
    output::data(question)?;
    let mut answer = String::new();
    match io::stdin().lock().read_line(&mut answer) {
        Ok(0) => {
            say("")?;
            Ok(None)
        }
        Ok(_) => Ok(Some(answer)),
        Err(error) => Err(Failure(format!("cannot read your answer: {error}"))),
    }
}

fn say(text: &str) -> Result<(), Failure> {
    output::data(&format!("{text}\n"))
}
