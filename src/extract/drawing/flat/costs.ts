/**
 * What speaks against giving a cell to a lane, in one currency. The unit is a change of lane at a paragraph break.
 */
export const COSTS = {
  /** The next paragraph goes on in another lane: breaks are where authors change lanes. */
  switchAtBreak: 1,
  /** The lane changes inside a paragraph … */
  switchInside: 3,
  /** … to a lane that begins there, with the call that it makes. */
  beginInside: 1.5,
  /** A remark (comment, mark, `return`) is parted from the step before it. */
  partRemark: 3,
  /** All lanes have opened their frames side by side: the row below them begins at the left. */
  firstRowBelow: 0.5,
  stayBelowFrames: 1.5,
  /** A lane begins with something other than a call. */
  beginsWithoutFrame: 2,
  /** A frame right inside a frame. */
  nestedFrame: 1,
  /** A frame after steps, in the same paragraph. */
  frameAfterSteps: 2,
  /** The steps right below a frame, in its paragraph, are another lane's, and neither locks nor locals nor a frame ask for it. */
  leaveBody: 14,
  /** … they do ask for it, but the frame is left without any step. */
  leaveEmptyBody: 6,
  /** The function that another lane entered begins again, but not in a lane of its own. */
  sameFrame: 3,
  /** A lane runs one function and, after a paragraph break, another one, while another lane has no function of its own. */
  crowdedFrames: 6,
  /** A lane that is only its frame. */
  idleFrame: 4,
  /** A lane takes the lock that it has just dropped: more often the next lane's turn. */
  retakenAtOnce: 1.5,
  /** Locks: taken again by its holder, or released by another lane (not forbidden: drawings err, and names are not objects). */
  lockBroken: 20,
  /** Taken while another lane holds it; a step of a lane that waits; released though nobody took it. */
  takenElsewhere: 3,
  runsWhileBlocked: 12,
  /** … right below the call that it made, or of a lock that the drawing ignores elsewhere: some drawings show what cannot run. */
  runsThoughBlocked: 3,
  releasedUntaken: 4,
  /** A local of another lane. */
  foreignLocal: 3,
  foreignLocalFreed: 1,
  /** Copy or commit outside the lane of the fault. */
  faultWorkElsewhere: 4,
  /** A flush in a lane that has changed no entry, while another one has. */
  flushWithoutChange: 4,
  /** A late flush of a lane that is not the first to owe one. */
  lateFlushNotFirst: 3.5,
  /** A sleep of a lane that has tested nothing, while another one has. */
  sleepUntested: 4,
  /** A lane wakes after it slept or stored what it tested, or sleeps after it woke others. */
  wakesItself: 4,
  /** A lane uses what it freed. */
  usesOwnFreed: 4,
  /** A put's last reference is freed by the lane that put it. */
  freedElsewhere: 3,
  /** Used by a lane that has not fetched it, while another one has. */
  unfetched: 1,
} as const;

/**
 * How much dearer than the best another assignment may be to count as possible: a change of lane inside a paragraph. What only
 * that tells from the best is not decided by the text.
 */
export const MARGIN = 3;
export const MOST_ALTERNATIVES = 8;
