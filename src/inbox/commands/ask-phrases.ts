// The words with which people ask for a session or for free times, in English and German; 0 stands for any number. Values only; how
// a line is read says phrase-book.ts.

/** They stand before what is asked for. */
const wants: readonly string[] = [
  // English
  "(schedule|book|arrange|plan|reserve|request|set up|get) (a|an|our|my|the|another|one|the next|our next|)",
  "(i'd like|we'd like|i would like|we would like|i want|we want|i need|we need) (a|an|another|our|our next|)",
  "(i'd like|we'd like|i would like|we would like|i want|we want|need|like) to (schedule|book|arrange|have|plan|set up) (a|an|our|my|another|our next|)",
  "(can|could|may) (i|we|you) (please|) (schedule|book|arrange|have|get|plan|set up) (a|an|our|my|another|our next|)",
  "(free|available|open) (times|time|slots|slot|dates|appointments) for (a|an|our|my|the|our next|)",
  "(send|show|give) (me|us|) (the|your|) (free|available|open) (times|slots|dates) for (a|an|our|)",
  "(what|which) (times|slots|dates) are (free|available|open) for (a|an|our|) / when (can|could) (we|i) (have|book|schedule) (a|an|our|)",
  // German
  "(freie|verfügbare|offene|mögliche) (termine|zeiten|slots) für (ein|einen|das|den|unser|unseren|)",
  "(schicken|senden) sie (mir|uns) (freie|verfügbare|mögliche) (termine|zeiten) für (ein|einen|das|den|)",
  "(ich möchte|wir möchten|ich will|wir wollen|ich brauche|wir brauchen|ich würde|wir würden|ich hätte|wir hätten) (gerne|gern|)",
  "(können|könnten|kann|könnte) (wir|ich|sie|man) (uns|mir|) / (buchen|reservieren|vereinbaren) sie (uns|mir|)",
  "(welche|was für) (termine|zeiten) sind (frei|verfügbar|möglich) für / wann (können|könnten|kann) (wir|ich)",
];

/** They stand behind it. */
const behind: readonly string[] = [
  "(buchen|vereinbaren|ausmachen|reservieren|planen|abmachen|haben|anfragen|machen)",
  "(for us|for me|für uns|für mich) / (für uns|für mich) (buchen|vereinbaren|reservieren)",
];

const please: readonly string[] = ["please / pls / kindly / bitte / gerne / gern / ?"];

const training: readonly string[] = [
  "training (session|sessions|call|meeting|slot|)",
  "training (session|call|meeting|slot|) (of|for|with|) 0 (minutes|minute|min|mins|)",
  "0 (minutes|minute|min|mins) (of|) training (session|call|meeting|slot|)",
  "(ein|einen|das|den|unser|unseren|) (training|trainingstermin|trainingssitzung|trainingssession|schulungstermin)",
  "(ein|einen|das|den|unser|unseren|) (training|trainingstermin|trainingssitzung) (von|über|mit|für|) 0 (minuten|min|)",
  "0 (minuten|min) (training|trainingstermin) / (ein|einen|) termin für (ein|das|) training",
];

const strategy: readonly string[] = [
  "strategy (session|sessions|call|meeting|slot|)",
  "strategy (session|call|meeting|slot|) (of|for|with|) 0 (minutes|minute|min|mins|)",
  "0 (minutes|minute|min|mins) (of|) strategy (session|call|meeting|slot|)",
  "(ein|einen|das|den|unser|unseren|eine|) (strategie|strategietermin|strategiegespräch|strategiesitzung|strategiesession)",
  "(ein|einen|das|den|unser|unseren|) (strategie|strategietermin|strategiegespräch) (von|über|mit|für|) 0 (minuten|min|)",
  "0 (minuten|min) (strategie|strategietermin) / (ein|einen|) termin für (eine|die|) strategie",
];

export const askPhrases = { wants, behind, please, training, strategy };
