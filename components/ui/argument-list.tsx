"use client";
/** Each argument in its own box: where one ends matters, and a shell's quoting would hide it. */
export function Arguments({ words }: { words: readonly string[] }) {
  return (
    <ol className="flex flex-wrap gap-1" aria-label="Arguments">
      {Array.from(words.entries(), ([place, word]) => (
        <li key={place} className="min-w-0">
          <code className="block min-h-[21px] rounded-sm bg-sunken px-1.5 [overflow-wrap:anywhere]">
            {word === "" ? <span className="text-ink-3">empty</span> : word}
          </code>
        </li>
      ))}
    </ol>
  );
}
