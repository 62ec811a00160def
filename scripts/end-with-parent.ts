/** Loaded ahead of a program: it ends, as on SIGTERM, when the process that started it is gone. */
const parent = process.ppid;

const timer = setInterval(() => {
  if (process.ppid === parent) return;
  clearInterval(timer);
  process.kill(process.pid, "SIGTERM");
}, 500);
timer.unref();
