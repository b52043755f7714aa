interface GeneratedDockerfilesProps {
  dockerfiles: readonly { container: string; text: string }[];
  open?: boolean;
}

/** What is built when the source has no Dockerfile of its own: shown before it is. */
export function GeneratedDockerfiles({ dockerfiles, open }: GeneratedDockerfilesProps) {
  return dockerfiles.map(({ container, text }) => (
    <details key={container} open={open} className="mt-3.5">
      <summary className="w-fit text-ink-2 hover:text-ink">
        The Dockerfile that is generated for <code>{container}</code>
      </summary>
      <pre className="mono mt-2 rounded-md border border-line bg-sunken px-3.5 py-2.5 text-sm whitespace-pre-wrap [overflow-wrap:anywhere]">
        {text}
      </pre>
    </details>
  ));
}
