/** A part of a log that can be folded: the line it begins with stays. */
export interface LogSection {
  firstLine: number;
  title: string;
  /** Small words behind the line while the rest is folded, which says it too: "using cache". */
  note?: string | undefined;
  /** At the right end: how long it took. */
  time?: string | undefined;
}

interface Stretch {
  firstLine: number;
  firstRow: number;
  count: number;
}

/** Which lines are rows: all but those of folded sections. Found by halving, so that a million lines cost nothing. */
export interface LogRows {
  count: number;
  lineAt: (row: number) => number;
  /** Of a folded line the row of its section. */
  rowOf: (line: number) => number;
}

export function layRows(
  total: number,
  sections: readonly Pick<LogSection, "firstLine">[],
  isFolded: (firstLine: number) => boolean,
): LogRows {
  const stretches: Stretch[] = [];
  let count = 0;
  const show = (firstLine: number, lastLine: number) => {
    if (lastLine < firstLine) return;
    stretches.push({ firstLine, firstRow: count, count: lastLine - firstLine + 1 });
    count += lastLine - firstLine + 1;
  };
  let next = 1;
  sections.forEach(({ firstLine }, index) => {
    if (!isFolded(firstLine) || firstLine > total) return;
    show(next, firstLine);
    next = (sections[index + 1]?.firstLine ?? total + 1) || next;
  });
  show(next, total);
  const find = (isBehind: (stretch: Stretch) => boolean): Stretch | undefined => {
    let [low, high] = [0, stretches.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const stretch = stretches[middle];
      if (stretch && isBehind(stretch)) high = middle;
      else low = middle + 1;
    }
    return stretches[low - 1];
  };
  return {
    count,
    lineAt(row) {
      const stretch = find(({ firstRow }) => firstRow > row);
      return stretch ? stretch.firstLine + (row - stretch.firstRow) : 1;
    },
    rowOf(line) {
      const stretch = find(({ firstLine }) => firstLine > line);
      return stretch ? stretch.firstRow + Math.min(line - stretch.firstLine, stretch.count - 1) : 0;
    },
  };
}

/** The section a line is in, or undefined before the first. */
export function sectionOf<Section extends Pick<LogSection, "firstLine">>(
  sections: readonly Section[],
  line: number,
): Section | undefined {
  return sections.findLast(({ firstLine }) => firstLine <= line);
}
