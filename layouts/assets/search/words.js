// A text -> the terms that the index knows it by. It follows the table that came with the index, as the build does.

const ACCENTS = /[\u0300-\u036f]/g;

/** Return a text in lower case and without accents, each letter in its usual form. */
export const normal = text => text.normalize("NFKD").toLowerCase().replace(ACCENTS, "").normalize("NFC");

export function openWords(table) {
  const tokens = new RegExp(table.word, "gu"), spaceless = new RegExp(table.spaceless, "u");
  const letters = new RegExp(table.letters, "gu"), stemmed = new RegExp(table.stemmed), stop = new Set(table.stop.split(" "));
  const steps = table.steps.map(step => step.map(([pattern, end]) => [new RegExp(pattern), end]));

  function wordsOf(token) {
    const size = [...token].length, parts = token.split(/[-._]/);
    if (spaceless.test(token)) {
      const all = [...token];
      return [size < 2 ? all : all.slice(1).map((letter, before) => all[before] + letter), ""];
    }
    const says = part => [...part].length > 1 ? [...part].length <= table.longest : /[0-9]/.test(part);
    const joins = parts.length === 2 && size <= table.longest_joined && !/[0-9]/.test(token);
    return [parts.filter(part => !stop.has(part) && says(part)), joins ? parts.join("") : ""];
  }

  function stem(word) {
    if (stemmed.test(word)) {
      for (const step of steps) {
        for (const [pattern, end] of step) {
          const match = pattern.exec(word);
          if (match) {
            word = match[1] + end;
            break;
          }
        }
      }
    }
    return word;
  }

  /** Return the tokens of a text, each as its words and, when a sign joins two, both as one. */
  const read = text => (normal(text).match(tokens) ?? []).map(wordsOf);
  const terms = text => read(text).flatMap(([words, joined]) => [...words, ...joined ? [joined] : []].map(stem));
  const whole = name => "=" + (normal(name).match(letters) ?? []).slice(0, table.longest_whole).join("");
  return { read, stem, terms, whole };
}
