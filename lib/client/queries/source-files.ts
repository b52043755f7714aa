import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { getJson, getText } from "#lib/client/rest";

const listed = z.object({
  data: z.array(z.object({ fileName: z.string(), fileSize: z.number() })),
  totalCount: z.int(),
});
export type ListedFile = z.infer<typeof listed>["data"][number];

const pageSize = 1000;

/** Every file of a version, by path. Versions never change, so that what was read once stays. */
export function versionFiles(catalogId: string, versionId: string) {
  return queryOptions({
    queryKey: ["source-files", versionId],
    queryFn: async ({ signal }) => {
      const files: ListedFile[] = [];
      for (;;) {
        const { data, totalCount } = await getJson({
          path: `/files/${catalogId}/versions/${versionId}/allFiles/`,
          query: { offset: files.length, limit: pageSize },
          answer: listed,
          signal,
        });
        files.push(...data);
        if (data.length === 0 || files.length >= totalCount) return files;
      }
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Files above this are for downloading, not for looking at. */
export const largestShown = 1024 * 1024;

/** Where a file of a version is. */
export function fileHref(catalogId: string, versionId: string, path: string): string {
  const query = new URLSearchParams({ fileName: path });
  return `/files/${catalogId}/versions/${versionId}/file/?${query}`;
}

/** The text of a file; null where it is not one. */
export function fileText(catalogId: string, versionId: string, path: string) {
  return queryOptions({
    queryKey: ["source-files", versionId, path],
    queryFn: async ({ signal }) => {
      const text = await getText(fileHref(catalogId, versionId, path), signal);
      return text.includes("\0") || text.includes("\ufffd") ? null : text;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}
