/** Keys of the numbers of law and policy that this service looks up; their values, units and sources stand in libs/policy. */
export const parameters = {
  /** Calls before a ticket counts as missed; times a missed ticket may wait again. */
  ticketCalls: 'hall.ticket.calls',
  ticketRequeues: 'hall.ticket.requeues',
  /** Groups called before others, comma-separated (elderly, disabled, pregnant, soldier), and the age of `elderly`. */
  ticketPriorityGroups: 'hall.ticket.priority_groups',
  ticketPriorityAge: 'hall.ticket.priority_age',
  /** Working days for the one supplement notice (of a licence: ALL19 32), for the preliminary check of an online submission, and to hand in what it names. */
  licenceNoticeDays: 'licence.notice_days',
  checkDays: 'case.check_days',
  onlineCheckDays: 'case.online_check_days',
  supplementDays: 'case.supplement_days',
  toleranceDays: 'case.tolerance_days',
  /** Working days to pass an accepted case to the back office, and to check a promise. */
  handOverDays: 'case.handover_days',
  promiseCheckDays: 'case.promise_check_days',
  /** ALL19 42: the limit of a licence and its extension; of joint handling and its extension. Working days. */
  licenceDays: 'licence.decide_days',
  licenceExtensionDays: 'licence.extension_days',
  jointDays: 'licence.joint_days',
  jointExtensionDays: 'licence.joint_extension_days',
  /** Working days after the decision to hand over the result: of a licence (ALL19 44), of other matters. */
  licenceDeliverDays: 'licence.deliver_days',
  deliverDays: 'case.deliver_days',
  cannotDoDays: 'case.cannot_do_days',
  ratingWindow: 'rating.window',
  /** Highest level that counts as bad (HC19). */
  badLevel: 'rating.bad.max_level',
  /** Working days to take a bad rating on, to verify it, to have it put right, to call the rater back, and to recheck an appeal. */
  ratingAcceptDays: 'rating.bad.accept_days',
  ratingVerifyDays: 'rating.bad.verify_days',
  rectifyDays: 'rating.bad.rectify_days',
  ratingCallbackDays: 'rating.bad.callback_days',
  ratingRecheckDays: 'rating.bad.recheck_days',
} as const;
