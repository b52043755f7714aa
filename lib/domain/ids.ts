import { z } from "zod";

/** 24 hexadecimal digits in ObjectId form: the first eight are the second the object was made in, so ids sort by age. */
export const objectId = z
  .string()
  .regex(/^[0-9a-f]{24}$/, "Must be an id: 24 hexadecimal digits")
  .meta({ example: "68b0c1d2e3f4a5b6c7d8e9f0" });
