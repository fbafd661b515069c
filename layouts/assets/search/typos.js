// How far two words are from each other: letters to add, drop, replace or exchange with the next.

/** Return the distance, or more than `most` as soon as it is more. */
export function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let last, above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      let steps = Math.min(above[column] + 1, current[column - 1] + 1, above[column - 1] + same);
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        steps = Math.min(steps, last[column - 2] + 1);
      current[column] = steps;
      if (steps < least) least = steps;
    }
    if (least > most) return most + 1;
    last = above;
    above = current;
  }
  return above[b.length];
}

/** Return how many typos a word of this length may have. */
export const allowed = word => word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
