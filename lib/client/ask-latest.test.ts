import { expect, test } from "vitest";
import { type Asking, askLatest } from "./ask-latest";

test("of what is typed while an answer is on its way only the latest is asked", async () => {
  const asking: Asking = { latest: "e", busy: false };
  const asked: string[] = [];
  const typing = ["er", "err", "erro", "error"];
  const ask = async (text: string) => {
    asked.push(text);
    // Two keys with each answer.
    for (let key = 0; key < 2; key += 1) {
      asking.latest = typing.shift() ?? asking.latest;
      await askLatest(asking, ask);
    }
  };
  await askLatest(asking, ask);
  expect(asked).toEqual(["e", "err", "error"]);
  expect(asking.busy).toBe(false);
});

test("nothing is asked of an empty field", async () => {
  await askLatest({ latest: "  ", busy: false }, () => Promise.reject(new Error("asked")));
});
