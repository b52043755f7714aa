import { Chip } from "#components/ui/chip";
import { Link } from "#components/ui/link";
import { writeTag } from "#lib/client/list-url";

interface TagListProps {
  tags: readonly { id: string; name: string; value: string }[];
  /** The list that a tag leads to, filtered by it. */
  path: string;
  /** Only so many, and how many more there are. */
  most?: number;
}

export function TagList({ tags, path, most = tags.length }: TagListProps) {
  const rest = tags.length - most;
  if (tags.length === 0) return <span>no tags</span>;
  return (
    <ul className="flex min-w-0 flex-wrap items-center gap-1">
      {tags.slice(0, most).map((tag) => (
        <li key={tag.id} className="min-w-0">
          <Link href={`${path}?tag=${encodeURIComponent(writeTag(tag))}`} className="block rounded-full">
            <Chip className="h-6 max-w-52 px-2 text-sm hover:text-ink">
              <span className="truncate">{writeTag(tag)}</span>
            </Chip>
          </Link>
        </li>
      ))}
      {rest > 0 && <li className="text-sm text-ink-3">{rest} more</li>}
    </ul>
  );
}
