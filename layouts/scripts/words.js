// A text -> the terms that the index knows it by. It follows the table that came with the index, as the build does.

const ACCENTS = /[\u0300-\u036f]/g;

/** Return a text in lower case and without accents, each letter in its usual form. */
export const normal = text => text.normalize("NFKD").toLowerCase().replace(ACCENTS, "").normalize("NFC");

export function openWords(table) {
  const tokens = new RegExp(table.word, "gu"), spaceless = new RegExp(table.spaceless, "u");
  const letters = new RegExp(table.letters, "gu"), stemmed = new RegExp(table.stemmed), stop = new Set(table.stop.split(" "));
  const steps = table.steps.map(step => step.map(([pattern, end]) => [new RegExp(pattern), "$1" + end]));

  function wordsOf(token) {
    const all = [...token], size = all.length, parts = token.split(/[-._]/);
    if (spaceless.test(token)) return [size < 2 ? all : all.slice(1).map((letter, before) => all[before] + letter)];
    const says = part => [...part].length > 1 ? [...part].length <= table.longest : /[0-9]/.test(part);
    const joins = parts.length === 2 && size <= table.longest_joined && !/[0-9]/.test(token);
    return [parts.filter(part => !stop.has(part) && says(part)), joins && parts.join("")];
  }

  function stem(word) {
    if (stemmed.test(word)) for (const step of steps) {
      const rule = step.find(([pattern]) => pattern.test(word));
      if (rule) word = word.replace(...rule);
    }
    return word;
  }

  /** Return the tokens of a text, each as its words and, when a sign joins two, both as one. */
  const read = text => (normal(text).match(tokens) ?? []).map(wordsOf);
  const whole = name => "=" + (normal(name).match(letters) ?? []).slice(0, table.longest_whole).join("");
  return { read, stem, whole };
}

/** Return how far two words are from each other, in letters to add, drop, replace or exchange with the next; past most, more. */
export function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let last, above = [...Array(b.length + 1).keys()];
  for (let row = 1; row <= a.length; row++) {
    const current = [row], letter = a[row - 1], before = a[row - 2];
    let least = row;
    for (let column = 1; column <= b.length; column++) {
      let steps = Math.min(above[column] + 1, current[column - 1] + 1, above[column - 1] + (letter === b[column - 1] ? 0 : 1));
      if (letter === b[column - 2] && before === b[column - 1]) steps = Math.min(steps, last[column - 2] + 1);
      least = Math.min(least, current[column] = steps);
    }
    if (least > most) return least;
    last = above;
    above = current;
  }
  return above[b.length];
}

/** Return how many typos a word of this length may have. */
export const allowed = word => word.length < 4 ? 0 : word.length < 8 ? 1 : 2;

/** Return a text as part of an address; what the build can write so is not in the files. */
export const slugify = title =>
  (title.normalize("NFKD").replace(/[^\0-\x7f]/g, "").toLowerCase().match(/[a-z0-9]+/g) ?? []).join("-");
