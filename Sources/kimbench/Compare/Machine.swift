import Glibc

/// What else the machine does: a busy one says little.
enum Machine {
  /// Cores and the load of the last minute.
  static var load: String {
    var loads = [0.0, 0.0, 0.0]
    guard getloadavg(&loads, 3) == 3 else { return "the load of this machine is unknown" }
    let cores = sysconf(Int32(_SC_NPROCESSORS_ONLN))
    return "\(cores) cores, load of the last minute \(loads[0].text(2))"
  }
}
