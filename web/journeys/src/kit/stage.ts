import { TestBrowser } from './browser.ts';
import { Story, type StoryOptions } from './story.ts';

/** A running story and a browser for the journeys of one file; each journey opens windows of its own and plays another agent. */
export class Stage {
  readonly story: Story;
  readonly browser: TestBrowser;

  private constructor(story: Story, browser: TestBrowser) {
    this.story = story;
    this.browser = browser;
  }

  static async set(options: StoryOptions = {}): Promise<Stage> {
    const story = await Story.start(options);
    try {
      return new Stage(story, await TestBrowser.start());
    } catch (error) {
      await story.stop();
      throw error;
    }
  }

  get http(): string {
    return this.story.center.http;
  }

  async clear(): Promise<void> {
    await this.browser.stop();
    await this.story.stop();
  }
}
