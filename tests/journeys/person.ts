import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { BrowserContext, FrameLocator, Locator, Page } from "playwright-core";
import { expect } from "vitest";
import "../to-show.ts";
import { passwordOf, people, type PersonName } from "../world/sign-in.ts";
import type { World } from "../world/open-world.ts";

const axe = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Someone at a browser with Procore open: does what a person does, sees what a person sees. */
export class Person {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly #world: World;
  readonly #shots = process.env.SHOTS;
  #shot = 0;
  /** What the browser complained of: a screen that works has nothing to complain of. */
  readonly complaints: string[] = [];

  private constructor(world: World, context: BrowserContext, page: Page) {
    this.#world = world;
    this.context = context;
    this.page = page;
    page.setDefaultTimeout(20_000);
    context.on("console", (message) => {
      if (message.type() === "error") {
        this.complaints.push(`${message.text()} (${message.location().url})`);
      }
    });
    context.on("weberror", (error) => this.complaints.push(error.error().message));
  }

  static async open(world: World, context: BrowserContext): Promise<Person> {
    return new Person(world, context, await context.newPage());
  }

  async signInToProcore(name: PersonName): Promise<void> {
    await this.page.goto(`${this.#world.procore.url}/login`);
    await this.page.getByLabel("Email").fill(people[name]);
    await this.page.getByLabel("Password").fill(passwordOf(people[name]));
    await this.page.getByRole("button", { name: "Log In" }).click();
    await this.page.waitForURL((url) => !url.pathname.startsWith("/login"));
  }

  /** Procore's consent page; shown once per person. */
  async allowCrosstie(page: Page): Promise<void> {
    await page.getByRole("button", { name: "Allow", exact: true }).click();
  }

  async openCommitment({ projectId, id }: { projectId: string; id: string }): Promise<void> {
    await this.page.goto(`${this.#world.procore.url}/projects/${projectId}/commitments/${id}`);
  }

  get panel(): FrameLocator {
    return this.page.frameLocator('iframe[title="Crosstie"]');
  }

  async openPanel(): Promise<void> {
    await this.page.getByRole("button", { name: "Crosstie", exact: true }).click();
  }

  /** What stands beside a name in the panel's bar of money. */
  figure(name: string): Locator {
    return this.panel
      .locator("dl > div", { has: this.page.locator("dt", { hasText: new RegExp(`^${name}`) }) })
      .locator("dd");
  }

  /** Signs in to the panel by its pop-up. */
  async signInToPanel({ consents }: { consents: boolean }): Promise<void> {
    const popUp = await this.follow(this.panel.getByRole("button", { name: /sign in/i }));
    if (consents) await this.allowCrosstie(popUp);
    await expect.poll(() => popUp.isClosed()).toBe(true);
  }

  /** What a link or button opens in a window of its own. */
  async follow(opener: Locator): Promise<Page> {
    const opened = this.context.waitForEvent("page");
    await opener.click();
    return opened;
  }

  /**
   * Looks at one of Procore's pages until it shows what is sought: they show what changed only when
   * they are loaded again.
   */
  async seeInProcore(path: string, sought: (page: Page) => Locator): Promise<void> {
    const page = await this.context.newPage();
    await expect
      .poll(
        async () => {
          await page.goto(`${this.#world.procore.url}${path}`);
          return sought(page).count();
        },
        { timeout: 30_000, interval: 300 },
      )
      .toBeGreaterThan(0);
    await page.close();
  }

  /** What axe finds serious or critical on the page and in its frames, one line each. */
  async barriers(page: Page = this.page): Promise<string[]> {
    const found = page.frames().map(async (frame) => {
      if (!(await frame.evaluate("'axe' in window"))) await frame.evaluate(await axe);
      const { violations } = (await frame.evaluate(
        "axe.run({ iframes: false, resultTypes: ['violations'] })",
      )) as { violations: { id: string; impact: string; nodes: { html: string }[] }[] };
      return violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
    });
    return (await Promise.all(found)).flat();
  }

  /** With SHOTS set to a folder, keeps what the screen shows now. */
  async shoot(name: string, page: Page = this.page): Promise<void> {
    if (!this.#shots) return;
    await mkdir(this.#shots, { recursive: true });
    // What fades in has done so.
    await page.waitForTimeout(400);
    this.#shot += 1;
    await page.screenshot({
      path: join(this.#shots, `${String(this.#shot).padStart(2, "0")}-${name}.png`),
    });
  }
}
