/** Keys of the numbers of law and policy that this service looks up; their values, units and sources stand in libs/policy. */
export const parameters = {
  /** Calls before a ticket counts as missed; times a missed ticket may wait again. */
  ticketCalls: 'hall.ticket.calls',
  ticketRequeues: 'hall.ticket.requeues',
  /** Groups called before others, comma-separated (elderly, disabled, pregnant, soldier), and the age of `elderly`. */
  ticketPriorityGroups: 'hall.ticket.priority_groups',
  ticketPriorityAge: 'hall.ticket.priority_age',
  /** Working days for the one supplement notice, for the preliminary check of an online submission, and to hand in what it names. */
  checkDays: 'case.check_days',
  onlineCheckDays: 'case.online_check_days',
  supplementDays: 'case.supplement_days',
  toleranceDays: 'case.tolerance_days',
  /** ALL19 42: the limit of a licence and its extension; of joint handling and its extension. Working days. */
  licenceDays: 'licence.decide_days',
  licenceExtensionDays: 'licence.extension_days',
  jointDays: 'licence.joint_days',
  jointExtensionDays: 'licence.joint_extension_days',
  /** Working days after the decision to hand over the result. */
  deliverDays: 'licence.deliver_days',
  cannotDoDays: 'case.cannot_do_days',
  ratingWindow: 'rating.window',
  rectifyDays: 'rating.bad.rectify_days',
} as const;
