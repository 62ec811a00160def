import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { BrowserContext, FrameLocator, Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { barriers } from "../barriers.ts";
import { complaintsOf } from "../complaints.ts";
import "../to-show.ts";
import type { World } from "../world/open-world.ts";
import { passwordOf, people, type PersonName } from "../world/sign-in.ts";

/** Someone at a browser with Procore open: does what a person does, sees what a person sees. */
export class Person {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly #world: World;
  readonly #shots = process.env.SHOTS;
  #shot = 0;
  readonly complaints: ReturnType<typeof complaintsOf>;

  private constructor(world: World, context: BrowserContext, page: Page) {
    this.#world = world;
    this.context = context;
    this.page = page;
    page.setDefaultTimeout(20_000);
    this.complaints = complaintsOf(context);
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
    await this.leave(page);
  }

  /** Closes another tab and comes back to their own: behind it, that one may draw nothing. */
  async leave(other: Page): Promise<void> {
    await other.close();
    await this.page.bringToFront();
  }

  /** Those of the page and of its frames. */
  async barriers(page: Page = this.page): Promise<string[]> {
    return (await Promise.all(page.frames().map(barriers))).flat();
  }

  /** With SHOTS set to a folder, keeps what the screen shows now. */
  async shoot(name: string, page: Page = this.page): Promise<void> {
    if (!this.#shots) return;
    await mkdir(this.#shots, { recursive: true });
    // A tab behind another draws nothing.
    await page.bringToFront();
    // What fades in has done so.
    await page.waitForTimeout(400);
    this.#shot += 1;
    await page.screenshot({
      path: join(this.#shots, `${String(this.#shot).padStart(2, "0")}-${name}.png`),
    });
  }
}
