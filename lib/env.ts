import { parseEnvironment, serverEnvironment } from "./environment";

/** The server's variables, read once; a wrong one ends the process on start with its name. */
export const env = parseEnvironment(serverEnvironment, process.env);
