import { afterAll, afterEach, beforeAll } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { closeAll, listen, newClientId, openWebGroup, type Phone, seatPhones, type TestLine } from "../../testing/phones.ts";
import { postToGroups } from "./post.actions.ts";

/** A brand that listens, with one open web group and the phones that tests seat in it. */
export class PhoneGround {
  private opened: TestBrand | undefined;
  private lines: TestLine[] = [];
  base = "";
  groupId = "";

  constructor(groupName: string) {
    beforeAll(async () => {
      this.opened = await openTestBrand();
      this.base = await listen(await this.brand.app());
      this.groupId = await openWebGroup(this.brand, groupName);
    });
    afterEach(() => {
      closeAll(this.lines);
      this.lines = [];
    });
    afterAll(() => this.brand.close());
  }

  get brand(): TestBrand {
    if (!this.opened) throw new Error("the brand is not open yet");
    return this.opened;
  }

  readonly pass = (ms: number): void => {
    this.brand.clock.now = new Date(this.brand.clock.now.getTime() + ms);
  };

  readonly phones = (names: readonly string[], groups = [this.groupId]): Promise<Phone[]> =>
    seatPhones(this.brand, this.base, names, groups);

  readonly phone = async (name: string, groups = [this.groupId]): Promise<Phone> => {
    const [one] = await this.phones([name], groups);
    if (!one) throw new Error("no phone");
    return one;
  };

  /** Closes a line after the test. */
  readonly keep = (line: TestLine): void => void this.lines.push(line);

  readonly lineOf = async (phone: Phone): Promise<TestLine> => {
    const line = await phone.line();
    this.keep(line);
    return line;
  };

  readonly watching = async (phone: Phone, afterSeq: number, id = this.groupId): Promise<TestLine> => {
    const line = await this.lineOf(phone);
    line.watch([{ id, afterSeq }]);
    await line.until((one) => one.of("watching")[0], "watching");
    return line;
  };

  /** Says things past the members' own door, as a send does. */
  readonly post = async (texts: readonly string[], id = this.groupId): Promise<number> => {
    const posted = await postToGroups(
      this.brand.system(),
      texts.map((text) => ({
        key: newClientId(),
        groupId: id,
        memberId: null,
        seatKind: "bot" as const,
        senderName: "小枝",
        format: "text" as const,
        text,
      })),
    );
    return posted.at(-1)?.seq ?? 0;
  };

  readonly seqs = (line: TestLine, id = this.groupId): number[] => line.said(id).map((message) => message.seq);
}

export const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);
