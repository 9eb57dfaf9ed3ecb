//! A row of `story`.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::flow::ConnectionId;
use crate::teach::{self, Language};
use crate::tell::{Entry, Story, paragraph};

/// A piece of a connection's story.
#[derive(Debug, Serialize)]
pub struct StoryRow {
    connection: ConnectionId,
    #[serde(skip_serializing_if = "Option::is_none")]
    packet: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<&'static str>,
    /// `verdict`, `phase`, `line`, `silence`, `lost`, `fold`, `omitted` or `numbers`.
    kind: &'static str,
    what: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    why: Vec<String>,
}

impl StoryRow {
    /// The rows of a story: its verdict and its cost, then what happened.
    #[must_use]
    pub fn all(story: &Story, language: Language) -> Vec<Self> {
        let connection = story.summary.connection;
        let bare = |kind, what| Self {
            connection,
            packet: None,
            time: None,
            from: None,
            kind,
            what,
            why: Vec::new(),
        };
        let mut rows = vec![bare(
            "verdict",
            paragraph(&teach::verdict(&story.summary, story.passage.as_ref()), language),
        )];
        let mut heard = BTreeSet::new();
        for entry in &story.entries {
            match entry {
                Entry::Line(line) => rows.extend(line.parts.iter().map(|part| {
                    Self {
                        connection,
                        packet: Some(line.packet),
                        time: Some(line.time.to_string()),
                        from: Some(line.direction.sender()),
                        kind: "line",
                        what: part.what.tell(language),
                        why: (part.why.iter())
                            .filter_map(|why| why.for_listener(&mut heard))
                            .map(|why| why.tell(language))
                            .collect(),
                    }
                })),
                Entry::Heading(phase) => rows.push(bare("phase", phase.heading().tell(language))),
                Entry::Silence(_) => rows.push(bare("silence", entry.sentence().tell(language))),
                Entry::Lost(_) => rows.push(Self {
                    why: (teach::lost_means().for_listener(&mut heard).iter())
                        .map(|why| why.tell(language))
                        .collect(),
                    ..bare("lost", entry.sentence().tell(language))
                }),
                Entry::Fold(_) => rows.push(bare("fold", entry.sentence().tell(language))),
                Entry::Omitted(_) => rows.push(bare("omitted", entry.sentence().tell(language))),
            }
        }
        let numbers = teach::numbers(&story.summary);
        rows.extend(numbers.iter().map(|sentences| bare("numbers", paragraph(sentences, language))));
        rows
    }
}
