package staff

// Unit is a part of the office.
type Unit struct {
	ID   UnitID
	Name string
}

// Member is somebody of the staff of a unit, with the position held there on
// a day.
type Member struct {
	Employee
	Title    string
	UnitID   UnitID
	UnitName string
}
