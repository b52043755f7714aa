/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run check` does it, once, for everything.
  typescript: { ignoreBuildErrors: true },
  experimental: { authInterrupts: true },
  // These load files or native parts of their own at run time.
  serverExternalPackages: ["pg", "pino", "@prisma/client", "@prisma/adapter-pg", "better-auth"],
};

export default config;
