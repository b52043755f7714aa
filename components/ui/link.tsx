import NextLink from "next/link";
import type { ComponentProps } from "react";

/**
 * A link whose page is not fetched ahead because it came into view: for a list of a hundred rows that would be a
 * hundred requests. The shell fetches it when somebody is about to go there.
 */
export function Link(props: ComponentProps<typeof NextLink>) {
  return <NextLink prefetch={false} {...props} />;
}
