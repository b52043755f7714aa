/** Nobody frames the console, guesses types, or sends its forms and relative links elsewhere. */
const everywhere = {
  "Content-Security-Policy": "frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
};

/** Where the address itself is a secret. */
const secretAddress = { "Referrer-Policy": "no-referrer" };

const toHeaders = (values) => Object.entries(values).map(([key, value]) => ({ key, value }));

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run check` does it, once, for everything.
  typescript: { ignoreBuildErrors: true },
  // A page is loaded when it is first asked for: all of them at once are 90 MB before anybody has.
  experimental: { authInterrupts: true, preloadEntriesOnStart: false },
  // Arguments of actions are printed in development otherwise, passwords among them.
  logging: { serverFunctions: false },
  headers: async () => [
    { source: "/:path*", headers: toHeaders(everywhere) },
    ...["/setup/:secret", "/password/:secret"].map((source) => ({
      source,
      headers: toHeaders(secretAddress),
    })),
  ],
  // These load files or native parts of their own at run time.
  serverExternalPackages: ["pg", "pino", "@prisma/client", "@prisma/adapter-pg", "better-auth"],
};

export default config;
