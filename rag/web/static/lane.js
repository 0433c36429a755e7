// One thing after another: a question waits until all that was begun before it has ended, here and on the server.
// What ends an answer (stop, a new conversation, another one) never waits.
rag.lane = (() => {
  const waiting = [];
  let begun = 1; // the arrival
  let ways = null; // to the server, once there is a thread
  let shown = () => {};
  const begin = (event, told) => {
    begun += 1;
    ways[event](told);
  };
  const next = () => {
    if (ways && !begun && waiting.length) begin("submit", waiting.shift());
    shown(waiting);
  };
  const ask = (question, at) => {
    if (!question.trim()) return;
    waiting.push(at === undefined ? { question } : { question, at });
    next();
  };
  const leave = (talk) => {
    waiting.length = 0;
    begin("leave", { talk });
    shown(waiting);
  };
  const ended = () => {
    begun = Math.max(begun - 1, 0);
    next();
  };
  const carry = (how, show) => {
    [ways, shown] = [how, show];
    next();
  };
  const stop = () => begin("stop", {});
  return { ask, leave, stop, ended, carry };
})();
