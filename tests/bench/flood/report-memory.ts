/** Loaded ahead of the web process: whenever it is asked, it answers how large it is and was. */
process.on("message", () =>
  process.send?.({ now: process.memoryUsage.rss(), most: process.resourceUsage().maxRSS * 1024 }),
);
process.channel?.unref();
