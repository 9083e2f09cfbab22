export class Tour { look() {} hear() {} offer() {} stop() {} }
